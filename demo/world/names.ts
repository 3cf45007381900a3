import type { Random } from './random.ts';

/**
 * Forenames and surnames as one finds them in an English city, kept together by origin so that families are plausible. They are
 * among the commonest of their kind and are put together by chance: nobody in particular is meant.
 */
interface NameOrigin {
  readonly origin: string;
  /** How many of a hundred families are of this origin, roughly. */
  readonly weight: number;
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly surnames: readonly string[];
}

const split = (list: string): string[] => list.split(',').map((name) => name.trim());
const names = (origin: string, weight: number, female: string, male: string, surnames: string): NameOrigin => ({
  origin,
  weight,
  female: split(female),
  male: split(male),
  surnames: split(surnames),
});

const NAME_ORIGINS: readonly NameOrigin[] = [
  names(
    'ENGLISH',
    44,
    `Olivia, Amelia, Isla, Ava, Lily, Freya, Florence, Willow, Evie, Sophie, Grace, Ruby, Charlotte, Phoebe, Daisy, Emily, Jessica,
     Chloe, Lauren, Hannah, Gemma, Kelly, Stacey, Donna, Tracey, Joanne, Michelle, Rebecca, Natalie, Leanne, Ellie-Mae, Lacey-Jane`,
    `Oliver, George, Noah, Arthur, Harry, Leo, Archie, Jack, Freddie, Alfie, Charlie, Theo, Toby, Jayden, Callum, Connor, Kieran,
     Daniel, Matthew, Liam, Lee, Darren, Wayne, Craig, Stuart, Paul, Mark, Andrew, Jamie-Lee, Tommy, Riley, Mason`,
    `Smith, Taylor, Brown, Wilson, Johnson, Wright, Walker, White, Green, Hall, Wood, Jackson, Clarke, Harrison, Hill, Cooper, Ward,
     Turner, Marsh, Baker, Shaw, Barker, Holt, Ashworth, Entwistle, Fairclough, Hargreaves, Sutcliffe, Bradshaw, Whittle, Pickering,
     Thornton, Lowe, Dawson, Fletcher, Booth, Crossley, Haigh, Rigby, Unsworth, Smith-Jones, Barnes-Holloway, Carter-Webb`,
  ),
  names(
    'WELSH',
    4,
    'Ffion, Cerys, Seren, Carys, Angharad, Siân, Nia, Megan, Bethan, Rhiannon, Eleri, Lowri',
    'Gareth, Rhys, Dylan, Ieuan, Gethin, Owain, Huw, Evan, Iwan, Siôn, Macsen, Emyr',
    'Jones, Davies, Williams, Evans, Hughes, Roberts, Lewis, Griffiths, Morgan, Llewellyn, Pritchard, Vaughan, ap Rhys, Prys-Jones',
  ),
  names(
    'IRISH',
    5,
    'Aoife, Saoirse, Niamh, Ciara, Róisín, Orla, Siobhán, Gráinne, Clodagh, Bridget, Maeve, Sinéad',
    'Declan, Cormac, Seán, Oisín, Pádraig, Conor, Fionn, Eoin, Brendan, Ruairí, Tadhg, Dermot',
    "O'Brien, Murphy, Kelly, O'Sullivan, Byrne, Ryan, O'Connor, McCarthy, Doyle, Gallagher, Ní Bhriain, Ó Súilleabháin, Kinsella, D'Arcy",
  ),
  names(
    'SCOTTISH',
    4,
    'Eilidh, Mairi, Kirsty, Catriona, Isobel, Skye, Morag, Fiona, Ailsa, Mhairi, Iona, Shona',
    'Hamish, Callum, Angus, Fergus, Iain, Lachlan, Rory, Euan, Alasdair, Murdo, Struan, Finlay',
    'MacDonald, Campbell, Stewart, Robertson, McKenzie, Fraser, MacLeod, Sinclair, Drummond, McLaughlan, Farquharson, Ross',
  ),
  names(
    'PAKISTANI',
    8,
    'Ayesha, Fatima, Zainab, Maryam, Hafsa, Iqra, Sana, Noreen, Shazia, Rukhsana, Aleena, Mahnoor, Saima',
    'Muhammad, Mohammed, Hamza, Bilal, Usman, Adeel, Imran, Zeeshan, Haroon, Faisal, Tariq, Ibrahim, Shahid',
    'Khan, Hussain, Ahmed, Malik, Iqbal, Akhtar, Mahmood, Bibi, Shah, Raja, Butt, Mirza, Qureshi, Siddiqui, Chaudhry',
  ),
  names(
    'INDIAN',
    5,
    'Priya, Ananya, Diya, Kavita, Sunita, Meera, Jasleen, Harpreet, Simran, Neha, Pooja, Lakshmi, Aarohi',
    'Arjun, Rohan, Aarav, Vikram, Sanjay, Rajesh, Gurpreet, Manjit, Harjit, Dev, Karan, Nikhil, Suresh',
    'Patel, Singh, Kaur, Sharma, Shah, Gill, Mistry, Desai, Nair, Reddy, Dhillon, Sandhu, Subramaniam, Thomas, D’Souza',
  ),
  names(
    'BANGLADESHI',
    4,
    'Nusrat, Tahmina, Sultana, Rehana, Farzana, Taslima, Mariam, Jannat, Shireen, Rukia, Nasima',
    'Rahim, Shafiq, Abdul, Kamal, Jubair, Tanvir, Mahbub, Rashid, Saiful, Nazmul, Fahim',
    'Begum, Khatun, Miah, Uddin, Rahman, Islam, Chowdhury, Hoque, Alam, Choudhury, Ali, Khanom',
  ),
  names(
    'NIGERIAN',
    4,
    'Amara, Chidera, Ngozi, Adaeze, Folake, Temitope, Yewande, Chiamaka, Ifeoma, Blessing, Bukola, Titilayọ, Halima',
    'Emeka, Chinedu, Tunde, Olumide, Ikenna, Obinna, Femi, Segun, Kelechi, Damilola, Babajide, Musa, Ayọ̀délé',
    'Okafor, Adeyemi, Okonkwo, Balogun, Eze, Ogunleye, Nwosu, Adebayo, Onyeka, Bello, Obi, Akinola, Okoro-Williams, Uzoma',
  ),
  names(
    'GHANAIAN',
    2,
    'Abena, Akosua, Ama, Efua, Esi, Adwoa, Yaa, Afia, Comfort, Mercy',
    'Kwame, Kofi, Kwabena, Yaw, Kojo, Kwaku, Nana, Emmanuel, Ebenezer, Kwasi',
    'Mensah, Owusu, Boateng, Asante, Osei, Appiah, Agyeman, Amoah, Ofori, Darko, Quaye, Osei-Bonsu',
  ),
  names(
    'SOMALI',
    3,
    'Hodan, Ifrah, Sagal, Hibo, Ayaan, Faduma, Khadra, Nimco, Sahra, Deeqa, Ubah',
    'Abdirahman, Liban, Guled, Mahad, Zakariya, Yusuf, Abdi, Hassan, Warsame, Ayanle, Jama',
    'Ali, Mohamed, Hassan, Abdi, Warsame, Farah, Osman, Jama, Nur, Ahmed, Abdullahi, Hersi, Sheikh Nur',
  ),
  names(
    'POLISH',
    4,
    'Zofia, Maja, Hanna, Agnieszka, Katarzyna, Małgorzata, Oliwia, Alicja, Magdalena, Ewa, Lena, Aleksandra',
    'Jakub, Antoni, Paweł, Tomasz, Krzysztof, Mateusz, Piotr, Kacper, Wojciech, Łukasz, Szymon, Filip',
    'Nowak, Kowalski, Wiśniewski, Wójcik, Kamiński, Lewandowski, Zieliński, Szymański, Woźniak, Dąbrowski, Mazur, Krawczyk, Zając',
  ),
  names(
    'ROMANIAN',
    3,
    'Ioana, Andreea, Elena, Mihaela, Ștefania, Alexandra, Daria, Bianca, Florentina, Raluca',
    'Andrei, Ionuț, Mihai, Ștefan, Cristian, Gabriel, Vasile, Răzvan, Florin, Bogdan',
    'Popescu, Ionescu, Popa, Dumitru, Stan, Gheorghe, Rusu, Munteanu, Marin, Ciobanu, Lăcătuș, Țăranu',
  ),
  names(
    'CARIBBEAN',
    3,
    'Shanice, Keisha, Tanisha, Aaliyah, Renée, Marcia, Beverley, Shantelle, Zaria, Naomi, Kezia',
    'Tyrone, Marlon, Jermaine, Delroy, Tyrell, Andre, Malachi, Winston, Kymani, Leroy, Isaiah',
    'Campbell, Grant, Francis, Reid, Henry, Bailey, Bennett, Gordon, Morrison, St. Louis, Joseph, Charles, Desmond-Clarke',
  ),
  names(
    'CHINESE',
    2,
    'Mei, Xin, Li Na, Jing, Yan, Hui, Wai Ling, Siu Fong, Xiaoyu, Yuchen',
    'Wei, Jun, Ming, Hao, Chun Kit, Ka Ho, Lei, Jian, Yichen, Kwok Wai',
    'Wong, Chan, Li, Zhang, Chen, Lam, Cheung, Wang, Liu, Ho, Ng, Ouyang',
  ),
  names(
    'ARABIC',
    3,
    'Layla, Nour, Yasmin, Huda, Rania, Salma, Amal, Rasha, Lina, Samira, Tasneem',
    'Omar, Khalid, Youssef, Ahmad, Karim, Samir, Mustafa, Ali, Tarek, Abdullah, Zaid',
    'al-Masri, al-Hassan, El-Sayed, Haddad, Mansour, Saleh, Aziz, Najjar, al-Din, Khalil, ben Youssef, Abu Bakr, Darwish',
  ),
  names(
    'TURKISH',
    2,
    'Elif, Zeynep, Ayşe, Fatma, Emine, Defne, Gülay, Merve, Çiğdem, Özlem',
    'Mehmet, Emre, Mustafa, Yiğit, Kerem, Hüseyin, Burak, Ömer, Cem, İsmail',
    'Yılmaz, Kaya, Demir, Şahin, Çelik, Yıldız, Öztürk, Aydın, Arslan, Doğan, Koç',
  ),
  names(
    'UKRAINIAN',
    2,
    'Olena, Oksana, Nataliia, Iryna, Kateryna, Sofiia, Daryna, Yuliia, Solomiya, Mariya',
    'Oleksandr, Andrii, Dmytro, Bohdan, Mykola, Serhii, Taras, Volodymyr, Danylo, Maksym',
    'Shevchenko, Kovalenko, Bondarenko, Tkachenko, Kravchuk, Melnyk, Polishchuk, Lysenko, Savchuk, Kovalskyi, Hryhor’yev',
  ),
  names(
    'PORTUGUESE',
    2,
    'Beatriz, Inês, Mariana, Leonor, Fernanda, Conceição, Luísa, Raquel, Sofia, Thaís',
    'João, Tiago, Rui, Gonçalo, Luís, Mateus, Paulo, Simão, Vítor, Davi',
    'da Silva, dos Santos, Ferreira, Pereira, de Oliveira, Costa, Gonçalves, Souza, Ribeiro, Araújo, da Costa e Silva',
  ),
];

function chooseOrigin(random: Random): NameOrigin {
  return random.pickWeighted(NAME_ORIGINS.map((origin) => [origin, origin.weight] as const));
}

/** A forename that nobody in the family has yet; adds it to the taken ones. One in six is English, whatever the origin. */
function chooseForename(random: Random, origin: NameOrigin, sex: 'FEMALE' | 'MALE', taken: Set<string>): string {
  const from = random.chance(1 / 6) ? (NAME_ORIGINS[0] ?? origin) : origin;
  const list = sex === 'FEMALE' ? from.female : from.male;
  const free = list.filter((name) => !taken.has(name));
  const name = random.pick(free.length > 0 ? free : list);
  taken.add(name);
  return name;
}

/** A surname as a woman or a man bears it: Kowalski, Kowalska. */
function surnameFor(sex: 'FEMALE' | 'MALE', surname: string): string {
  if (sex === 'MALE') return surname;
  return surname.replace(/(s|c|dz)ki$/, '$1ka').replace(/skyi$/, 'ska');
}

/** Two surnames in one; null where they are the same, or one of them is long or double itself. */
function doubleSurname(first: string, second: string): string | null {
  const simple = /^[\p{L}’']{2,9}$/u;
  return first !== second && simple.test(first) && simple.test(second) ? `${first}-${second}` : null;
}

/** A member of a family who has no name yet. */
export interface Nameless {
  /** What they are to the children, or CHILD, or UNBORN_CHILD. */
  readonly part: string;
  /** 0 for the children's home. */
  readonly home: number;
  readonly sex: 'FEMALE' | 'MALE' | 'UNKNOWN';
}

export interface Name {
  readonly forename: string | null;
  readonly surname: string;
}

/** Names a family's members, in their order. `married`: parents who live together are husband and wife. */
export function nameFamily(random: Random, people: readonly Nameless[], married: boolean): { familyName: string; names: Name[] } {
  const hers = chooseOrigin(random);
  const his = random.chance(0.8) ? hers : chooseOrigin(random);
  const surnames = chooseSurnames(random, hers, his, people, married);
  const taken = new Set<string>();
  const named = people.map(({ part, sex }, index): Name => {
    const mans = part === 'FATHER' || part === 'STEP_PARENT' || (part === 'CHILD' && random.chance(0.5));
    const origin = mans ? his : hers;
    const stranger = part === 'STEP_PARENT' || part === 'CARER' || (part === 'MOTHER' && people[index - 1]?.part === 'MOTHER');
    const surname = stranger
      ? random.pick(origin.surnames)
      : surnames.of(part, people.findIndex((one) => one.part === part) === index);
    if (sex === 'UNKNOWN') return { forename: null, surname };
    return { forename: chooseForename(random, origin, sex, taken), surname: surnameFor(sex, surname) };
  });
  return { familyName: surnames.ofFamily, names: named };
}

/** Parents often share a surname and often do not; children bear the father's, the mother's or both, and now and then the eldest another. */
function chooseSurnames(random: Random, hers: NameOrigin, his: NameOrigin, people: readonly Nameless[], married: boolean) {
  const father = people.find(({ part }) => part === 'FATHER');
  const together = father?.home === 0;
  const [maternal, paternal] = [random.pick(hers.surnames), random.pick(his.surnames)];
  const tookHis = father !== undefined && random.chance(together && married ? 0.7 : 0.15);
  const mothers = tookHis ? paternal : maternal;
  const shared = father !== undefined && random.chance(together ? 0.8 : 0.6);
  const both = father !== undefined && random.chance(0.3) ? doubleSurname(maternal, paternal) : null;
  const childrens = shared ? paternal : (both ?? mothers);
  const halfSibling = people.filter(({ part }) => part === 'CHILD').length > 2 && random.chance(0.1);
  const motherHeld = people.some(({ part }) => part === 'MOTHER');
  return {
    ofFamily: father && motherHeld ? (doubleSurname(mothers, paternal) ?? mothers) : childrens,
    of(part: string, first: boolean): string {
      if (part === 'FATHER') return paternal;
      if (part === 'CHILD') return first && halfSibling ? maternal : childrens;
      return part === 'MOTHER' || part === 'UNBORN_CHILD' ? mothers : maternal;
    },
  };
}
