(own=>{"use strict";const HEADS=6;const AROUND=30;const SNIPPETS=3,LONGEST=120;function element(name,attributes,children){const made=document.createElement(name);Object.keys(attributes||{}).forEach(key=>{made.setAttribute(key,attributes[key]);});(children||[]).forEach(child=>{made.appendChild(typeof child==="string"?document.createTextNode(child):child);});return made;}
function read(table,line,words){const compared=table.text.substring(table.starts[line],table.starts[line+1]-1);const back=own.restored(compared,table.edits[line]);const fields=[];let start=0;for(let at=compared.indexOf("\t");at>=0;at=compared.indexOf("\t",at+1)){fields.push([start,back.from[at]]);start=back.to[at];}
fields.push([start,back.text.length]);return{text:back.text,fields,places:own.places(compared,back,words)};}
function marked(printed,start,end){const children=[];let at=start;for(const place of printed.places){const from=Math.max(place[0],start),to=Math.min(place[1],end);if(from>=to){continue;}
children.push(printed.text.substring(at,from),element("mark",{},[printed.text.substring(from,to)]));at=to;}
children.push(printed.text.substring(at,end));return children.filter(child=>child!=="");}
function field(printed,number){const place=printed.fields[number];return marked(printed,place[0],place[1]);}
function isEmpty(printed,number){return printed.fields[number][0]===printed.fields[number][1];}
function snippets(printed,from){const windows=[],seen=new Set();for(const place of printed.places){const home=printed.fields.findIndex(one=>place[0]>=one[0]&&place[0]<one[1]);const last=windows[windows.length-1];if(home<from){continue;}
if(last&&last.home===home&&place[0]<=last.end+AROUND){if(last.end-last.start>LONGEST&&seen.has(place[2])){continue;}
last.end=Math.min(place[1]+AROUND,printed.fields[home][1]);}else if(windows.length<SNIPPETS&&!(windows.length&&seen.has(place[2]))){const start=Math.max(place[0]-AROUND,printed.fields[home][0]);windows.push({home,start,end:Math.min(place[1]+AROUND,printed.fields[home][1])});}
seen.add(place[2]);}
return windows.map(one=>{const whole=printed.fields[one.home];return element("span",{"class":"snippet"},[].concat(one.start>whole[0]?["…"]:[],marked(printed,one.start,one.end),one.end<whole[1]?["…"]:[]));});}
function link(path,children){return element("a",{href:path},children);}
function named(one,words){const compared=own.normal(one.name);const back={text:one.name,from:[],to:[]};let inside=[];if(compared.length===one.name.length){for(let at=0;at<compared.length;at++){back.from.push(at);back.to.push(at+1);}
inside=own.places(compared,back,words);}
const children=marked({text:one.name,places:inside},0,one.name.length);const made=[one.path?link(one.path,children):element("span",{},children)];const other=one.names.slice(1).filter((name,place)=>words.some(word=>one.compared[place+1].indexOf(word)>=0&&compared.indexOf(word)<0));return other.length?made.concat(element("span",{"class":"aside"},["又称",element("mark",{},[other[0]])])):made;}
function joined(lists){return lists.reduce((all,list,place)=>all.concat(place?["、"]:[],list),[]);}
function status(row,word){const known=row.plan.statuses.get(row.standing);return element("span",{"class":"status tone-"+known.tone},[element("span",{"class":"glyph","aria-hidden":"true"},[known.glyph])].concat(word));}
function cell(name,label,children){return element("td",{"class":name,"data-label":label},children);}
function drawn(store,row,options){const words=options.words,printed=read(row.table,row.line,words);const labelled=!isEmpty(printed,1),span=store.spans.get(row.span),when=span?span.label:"";const title=labelled?field(printed,1):options.grouped?[when?when+"进展":"分工"]:field(printed,2);const what=[link(row.path,title)];if(labelled&&!options.grouped){what.push(element("span",{"class":"aside"},field(printed,2)));}
if(options.several&&!options.grouped){what.push(element("span",{"class":"aside"},[row.plan.data.title]));}
const stands=row.standing?[status(row,field(printed,5))]:[];if(!isEmpty(printed,4)){stands.push(element("span",{"class":"aside"},field(printed,4)));}
const units=joined(row.units.map(unit=>named(store.units.get(unit),words)));if(row.shared){units.push(element("span",{"class":"aside"},["共同牵头"]));}
const persons=joined(row.persons.map(person=>store.persons.has(person)?named(store.persons.get(person),words):[person]));return element("tr",{},[cell("number","序号",field(printed,0)),element("th",{"class":"what",scope:"row"},what.concat(words.length?snippets(printed,HEADS):[])),cell("who","单位",units),cell("person","责任人",persons),cell("stands","完成情况",stands),cell("when","期次",when?[when]:[]),]);}
function heading(row,count,options,columns){const printed=read(row.table,row.line,options.words);return element("tr",{"class":"group"},[element("th",{colspan:String(columns),scope:"rowgroup"},[link(row.page,field(printed,2)),element("span",{"class":"count"},[(options.several?row.plan.data.title+"，":"")+count+"处"])])]);}
function paper(store,found,words){const printed=read(found.table,found.line,words),span=store.spans.get(found.span);return element("li",{},[element("span",{"class":"kind"},[found.kind]),link(found.path,field(printed,0)),element("span",{"class":"aside"},[span&&span.label?span.label:""])].concat(snippets(printed,1)));}
Object.assign(own,{element,drawn,heading,paper});})(self.TongbaoSearch=self.TongbaoSearch||{});