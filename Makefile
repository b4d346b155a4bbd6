# 通报：常用命令。每个命令自己做好准备：建虚拟环境，按哈希安装软件包。
.DEFAULT_GOAL := help
.PHONY: site test quick check serve bench scores lock clean help

RUN := .venv/bin/python

site: .venv/site.stamp ## 生成本文件夹的站点，结果在 public/
	$(RUN) build.py build

test: .venv/test.stamp ## 检查代码与类型，并运行全部测试
	scripts/browser.sh
	scripts/test.sh

quick: .venv/test.stamp ## 改程序时常跑的测试：不开浏览器，不中断命令，不封存月份
	$(RUN) -m pytest -n auto -m "not (browser or kills or seals or long)" --hypothesis-profile=quick

check: .venv/site.stamp ## 检查 content/ 与 site.yml，列出全部问题
	$(RUN) build.py check

serve: .venv/site.stamp ## 在本机预览站点，改动后自动刷新
	$(RUN) build.py serve

bench: .venv/test.stamp ## 测量读 PDF 的用时和内存、在七万二千条进展里查找的用时，数命令被中断和同时执行时丢不丢东西
	$(RUN) bench/read_pdf.py
	$(RUN) bench/search.py
	$(RUN) bench/kills.py

scores: .venv/test.stamp ## 给测试文件的识读打分，写入 docs/识读评分.md
	$(RUN) -m tests.notices.scoring

lock: ## 按 pyproject.toml 重写带哈希的软件包清单（UPGRADE=1 取新版）
	scripts/lock.sh

clean: ## 删除生成的站点、缓存和虚拟环境
	rm -rf .venv node_modules public build .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## 列出这些命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.venv/site.stamp: requirements.txt
	scripts/environment.sh requirements.txt
	touch $@

.venv/test.stamp: requirements-dev.txt
	scripts/environment.sh requirements-dev.txt
	touch $@ .venv/site.stamp
