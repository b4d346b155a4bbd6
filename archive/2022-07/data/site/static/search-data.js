(own=>{"use strict";const TITLES=4;const TEXT=1,WHO=2,TITLE=3,NUMBER=4;const PAIRS=24;const FACETS=["plan","unit","status","person","section","period"],PERIOD=5;function tableOf(data,first,titles){const text=data.text,count=data.rows.length;const starts=new Int32Array(count+1),heads=new Int32Array(count);for(let line=0,at=0;line<count;line++){starts[line]=at;const end=(text.indexOf("\n",at)+1||text.length+1)-1;for(let field=0;field<titles&&at<=end;field++){at=(text.indexOf("\t",at)+1)||end+1;}
heads[line]=Math.min(at,end);at=starts[line+1]=end+1;}
return{rows:data.rows,text,edits:data.edits,starts,heads,first,titles};}
function rankAt(table,line,at,length){if(at>=table.heads[line]){return TEXT;}
const after=table.text[at+length];return at===table.starts[line]&&table.titles>1&&(after==="\t"||after==="(")?NUMBER:TITLE;}
function rankTexts(table,word,ranks,among){const count=table.rows.length,starts=table.starts;let line=-1;for(;;){do{line++;}while(among&&line<count&&!among[table.first+line]);const at=line<count?table.text.indexOf(word,starts[line]):-1;if(at<0){return;}
while(starts[line+1]<=at){line++;}
const place=table.first+line;if(!among||among[place]){ranks[place]=Math.max(ranks[place],rankAt(table,line,at,word.length));}}}
const NONE=-1,MORE=-2;function failedFacet(values,chosen,active){let failed=NONE;for(const facet of active){if(!values[facet].some(value=>chosen[facet].has(value))){if(failed!==NONE){return MORE;}
failed=facet;}}
return failed;}
class Store{constructor(index){this.index=index;this.rows=[];this.documents=[];this.tables=[];this.papers=[];this.loaded=new Set();this.version=0;this.groups=new Map();this.currents=[];this.flat=[];this.flatEnds=[];this.groupOf=[];this.orders=new Map();this.districts=new Map(index.districts);this.plans=new Map(index.plans.map((plan,place)=>{return[plan.id,{data:plan,place,tasks:new Map(plan.tasks.map((task,order)=>[task,order])),past:new Set(plan.past),also:new Set(plan.also.map(one=>one.join(" "))),statuses:new Map(plan.statuses.map((one,order)=>[one[0],{word:one[0],glyph:one[1],tone:one[2],lagging:one[3],order}])),}];}));this.units=new Map(index.units.map(unit=>[unit[0],{name:unit[1],path:unit[2],names:[unit[1]].concat(unit[3]),district:this.districts.get(unit[0].split("/")[0])||"",rows:[]}]));this.persons=new Map(index.persons.map(person=>[person[0],{name:person[1],path:person[2],unit:person[3],names:[person[1]],district:this.districts.get(person[4])||"",rows:[]}]));this.spans=new Map(index.shards.map(shard=>[shard.span,shard]));for(const one of Array.from(this.units.values()).concat(Array.from(this.persons.values()))){one.compared=one.names.map(own.normal);}
this.names=FACETS.map(()=>[]);this.numbers=FACETS.map(()=>new Map());for(const shard of index.shards.slice().reverse()){if(shard.rows&&shard.span){this.number(PERIOD,shard.span);}}}
number(facet,value){const known=this.numbers[facet].get(value);if(known!==undefined){return known;}
this.numbers[facet].set(value,this.names[facet].length);return this.names[facet].push(value)-1;}
add(shard){if(this.loaded.has(shard.path)){return;}
this.loaded.add(shard.path);this.version++;for(const group of shard.groups){const table=tableOf(group.table,this.rows.length,TITLES);this.tables.push(table);for(let line=0;line<table.rows.length;line++){this.rows.push(this.row(this.plans.get(group.plan),shard.span,table,line));}}
const papers=tableOf(shard.documents,this.documents.length,1);this.papers.push(papers);for(let line=0;line<papers.rows.length;line++){const data=papers.rows[line];this.documents.push({kind:data[0],path:data[1],span:shard.span,table:papers,line});}}
row(plan,span,table,line){const data=table.rows[line],district=plan.data.district+"/",place=this.rows.length;const withDistrict=unit=>district+unit;const key=data[0]+"/"+data[1],page=plan.data.folder+data[0]+".html";if(!this.groups.has(page)){this.groups.set(page,this.groups.size);}
this.groupOf.push(this.groups.get(page));const row={plan:plan,task:plan.tasks.get(data[0]),position:data[1],span,table,line,page,path:page+(data[2]?"#"+data[2]:""),standing:data[3],section:data[4],shared:data[5],units:data[6].map(withDistrict),persons:data[9],current:!span||(span===plan.data.as_of&&!plan.past.has(key))||plan.also.has(span+" "+key),};const members=data[7].map(withDistrict),others=data[8].map(withDistrict);const people=data[9].concat(data[10]);for(const unit of row.units.concat(members,others)){this.units.get(unit).rows.push(place);}
for(const person of people){if(this.persons.has(person)){this.persons.get(person).rows.push(place);}}
const values=[[plan.data.id],row.units.concat(members),row.standing?[row.standing]:[],people.filter(person=>this.persons.has(person)),row.section?[row.section]:[],span?[span]:[],];row.values=values.map((found,facet)=>found.map(value=>this.number(facet,value)));row.values.forEach((found,facet)=>{found.forEach(number=>{this.flat.push(number*FACETS.length+facet);});});this.flatEnds.push(this.flat.length);this.currents.push(row.current?1:0);return row;}
rank(word,among){const ranks=new Uint8Array(this.rows.length);for(const all of[this.units,this.persons]){for(const one of all.values()){if(one.compared.some(name=>name.indexOf(word)>=0)){for(const row of one.rows){ranks[row]=WHO;}}}}
for(const table of this.tables){rankTexts(table,word,ranks,among);}
return ranks;}
rankDocuments(word,among){const ranks=new Uint8Array(this.documents.length);for(const table of this.papers){rankTexts(table,word,ranks,among);}
return ranks;}
fit(words,documents){let least=null;for(const word of words.slice().sort((a,b)=>b.length-a.length)){const ranks=documents?this.rankDocuments(word,least):this.rank(word,least);least=least?least.map((rank,place)=>Math.min(rank,ranks[place])):ranks;}
return least||new Uint8Array(documents?this.documents.length:this.rows.length).fill(NUMBER);}
nearness(words){const pairs=own.pairs(words).slice(0,PAIRS),shared=new Uint8Array(this.rows.length);for(const pair of pairs){const ranks=this.rank(pair);for(let place=0;place<shared.length;place++){if(ranks[place]){shared[place]++;}}}
return{shared,pairs};}
inOrder(name,compare){const kept=this.orders.get(name);if(kept&&kept.version===this.version){return kept.places;}
const places=Int32Array.from(this.rows,(row,place)=>place);places.sort((a,b)=>compare(this.rows[a],this.rows[b])||a-b);this.orders.set(name,{version:this.version,places});return places;}
filter(order,ranks,chosen,all){const active=chosen.map((wanted,facet)=>wanted.size?facet:NONE).filter(facet=>facet!==NONE);const found=[],past=all||chosen[PERIOD].size>0,flat=this.flat,ends=this.flatEnds;const sums=new Int32Array(FACETS.length*Math.max(...this.names.map(names=>names.length)));for(let step=0;step<order.length;step++){const place=order[step];if(!ranks[place]){continue;}
const counted=past||this.currents[place]===1;const failed=active.length?failedFacet(this.rows[place].values,chosen,active):NONE;if(failed===MORE||(!counted&&failed!==NONE&&failed!==PERIOD)){continue;}
if(failed===NONE&&counted){found.push(place);}
const only=failed!==NONE?failed:counted?NONE:PERIOD;for(let at=place?ends[place-1]:0;at<ends[place];at++){if(only===NONE||flat[at]%FACETS.length===only){sums[flat[at]]++;}}}
return{found,counts:this.names.map((names,facet)=>names.map((_,number)=>sums[number*FACETS.length+facet]))};}}
Object.assign(own,{Store,FACETS});})(self.TongbaoSearch=self.TongbaoSearch||{});