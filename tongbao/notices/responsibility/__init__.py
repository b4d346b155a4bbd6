"""Notices that decompose tasks to units: who leads, who answers, who helps.

In: the material of a notice, its heading and context. Out: a ``Reading``: the tasks with their section, leaders and
units by role, the overall objective, the dates on which units report back, and the notice's claims.
"""

from tongbao.notices.responsibility.reader import read_responsibility

__all__ = ["read_responsibility"]
