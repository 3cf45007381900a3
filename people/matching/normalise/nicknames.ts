/** Forenames that one person goes by: other spellings of one name, and short forms. Names that are only cognate are left out. */

/** One name, as other alphabets brought it or as it is heard. */
const SPELLINGS = `
abdul abdal abdel
abdullah abdallah abdulla
ahmed ahmad ahmet achmed
aisha aysha ayesha aishah
alexander aleksander alexandr aleksandr oleksandr olexandr
alexandra aleksandra oleksandra
alan allan allen
andrei andrey andriy andrii
ann anne
anthony antony
catherine katherine kathryn katharine
daria daryna daryia
deborah debra
dmitri dimitri dmitry dmytro
elizabeth elisabeth
fatima fatimah fatma
frederick frederic fredrick
gillian jillian
graham graeme grahame
geoffrey jeffrey jeffery
hussain hussein husain hossein husayn
ian iain
ibrahim ebrahim
isaac issac
isabel isabelle isobel
jakub yakub yaqub
jonathan jonathon johnathan
kimberley kimberly
lawrence laurence
lewis louis
lillian lilian lilly
lily lilly
madeleine madeline
maryam mariam miriam
mathew matthew
michal mikhail mihail mykhailo
mohammed muhammad mohamed mohammad muhammed mohamad mohd md muhamed mohamud mohamod
nicholas nicolas
omar umar omer
philip phillip
piotr petr petro
rebecca rebekah
sara sarah
sean shaun shawn
sergei sergey serhii serhiy sergiy
sofia sophia sofiya sofiia
stefan stephan
stephen steven
stewart stuart
suleiman sulaiman suleyman
susannah suzanna
tariq tarik tareq tarek
theresa teresa
volodymyr vladimir
yusuf yousef youssef yusef yousuf
zachary zachery
zainab zaynab zeinab
`;

const SHORT_FORMS = `
abigail abbie abby abi
abraham abe bram
albert bert bertie
alexander alex sandy alec xander
alexandra alex sandra lexi
alfred alf alfie
alison ali
amelia amy millie
andrew andy drew
angela angie ange
ann annie
anthony tony
arthur art artie
barbara barb babs basia
benjamin ben benny benji
bernard bernie
bethany beth
catherine cathy kathy kate katie cath kat kitty
charles charlie chas chuck
charlotte charlie lottie
christina christine tina chris chrissie
christopher chris kit topher
daniel dan danny
danielle dani
david dave davy davey
deborah debbie deb
dennis den
donald don donnie
dorothy dot dottie
douglas doug
edward ed eddie ted teddy ned
edwin ed eddie
eleanor ellie nell
elizabeth liz lizzie beth betty eliza libby bess betsy
emily em
emma em
evelyn evie eve
florence flo florrie
frances fran franny
francis frank fran
frederick fred freddie freddy
gabriel gabe
gareth gaz
gary gaz
geoffrey geoff jeff
georgina georgie gina
gerald gerry jerry
gillian jill gill
gregory greg
harold harry hal
harriet hattie
henry harry hal
isabella izzy bella
isabel izzy belle
jacob jake
jacqueline jackie jacqui
jakub kuba
james jim jimmy jamie
janet jan
janice jan
jennifer jen jenny jennie
jeremy jerry
jessica jess jessie
joanna jo
joanne jo
john jon johnny
jonathan jon jonny
joseph joe joey
josephine jo josie
joshua josh
judith judy jude
julia jules
julie jules
kathleen kath kathy
katarzyna kasia
kenneth ken kenny
kimberley kim
krzysztof krzys chris
lawrence larry lawrie
leonard len lenny
leslie les
lillian lily
louise lou
madeleine maddie
malcolm malc mal
malgorzata gosia
margaret maggie meg peggy marge margie
martin marty
matthew matt matty
maxwell max
maximilian max
megan meg
michael mick mike mickey mikey
michelle shell
natalie nat
natalia nat
nathaniel nathan nat nate
nicholas nick nicky
nicola nicky nikki
norman norm
oleksandr sasha olek alex
oleksandra sasha lesia alex
oliver ollie olly
olivia liv livvy
pamela pam
patricia pat patsy tricia trish
patrick pat paddy
penelope penny
peter pete
philip phil pip
raymond ray
rebecca becky becca
reginald reg reggie
richard rick dick richie ricky rich
robert rob bob bobby robbie
roger rog
ronald ron ronnie
rosemary rose rosie
samantha sam sammy
samuel sam sammy
simon si
sophia soph sophie
stanley stan
stephanie steph
stephen steve stevie
stewart stu
susan sue susie
suzanne sue suzy
terence terry
theresa terri tess tessa
theodore theo ted teddy
thomas tom tommy
timothy tim timmy
tobias toby
valerie val
victoria vicky vicki tori
vincent vince
walter walt wally
wilfred wilf
william will bill billy willie
winifred win winnie
zachary zach zack zac zak
`;

function indexOf(groups: string): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [group, line] of groups.trim().split('\n').entries())
    for (const name of line.split(' ')) {
      const list = index.get(name);
      if (list) list.push(group);
      else index.set(name, [group]);
    }
  return index;
}

const [spellings, shortForms] = [indexOf(SPELLINGS), indexOf(SHORT_FORMS)];
const shareGroup = (index: ReadonlyMap<string, readonly number[]>, left: string, right: string): boolean => {
  const groups = index.get(left);
  return groups !== undefined && (index.get(right)?.some((group) => groups.includes(group)) ?? false);
};

/** Whether both are spellings of one name. */
export const sameSpelling = (left: string, right: string): boolean => left === right || shareGroup(spellings, left, right);

/** Whether both may be forms of one forename. */
export const sameForename = (left: string, right: string): boolean =>
  sameSpelling(left, right) || shareGroup(shortForms, left, right);
