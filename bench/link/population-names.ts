/** Names for the made-up population: put together by chance, nobody in particular is meant. */
const split = (list: string): readonly string[] => list.trim().split(/\s+/);

export const FORENAMES: Readonly<Record<'F' | 'M', readonly string[]>> = {
  F: split(`
    Olivia Amelia Isla Ava Lily Freya Florence Willow Evie Sophie Grace Ruby Charlotte Phoebe Daisy Emily Jessica Chloe Lauren Hannah
    Mia Poppy Ella Ivy Rosie Elsie Emma Eva Alice Sienna Matilda Maya Harper Evelyn Scarlett Millie Aria Luna Ada Violet Sarah Laura
    Rebecca Rachel Samantha Nicola Claire Louise Victoria Katherine Elizabeth Margaret Susan Patricia Christine Helen Karen Jennifer
    Deborah Joanne Michelle Gemma Kelly Stacey Donna Tracey Natalie Leanne Ffion Cerys Seren Carys Niamh Aoife Orla Siobhan Fatima
    Aisha Maryam Zainab Khadija Hafsa Amina Priya Ananya Simran Jaspreet Harpreet Agnieszka Katarzyna Zuzanna Maja Oleksandra Daryna
    Chiamaka Ngozi Adaeze Temitope Folake Yetunde Abena Akosua Mei Xin Ying Hui Thandiwe Nomvula Ioana Andreea Elena Larisa Erin Skye
    Eilidh Mollie Lacey Bonnie Nancy Penelope Robyn Heidi Zara Iris Maisie Esme Thea Darcie Lottie Imogen Georgia Bella Summer Amber`),
  M: split(`
    Oliver George Noah Arthur Harry Leo Archie Jack Freddie Alfie Charlie Theo Toby Jayden Callum Connor Kieran Daniel Matthew Liam
    Oscar Muhammad Henry Jacob Thomas William James Joshua Ethan Lucas Max Logan Isaac Finley Edward Samuel Joseph Alexander Benjamin
    Adam Dylan Luca Mason Riley Tommy Jake Luke Nathan Ryan Aaron Lewis Owen Rhys Gethin Cian Oisin Fionn Ibrahim Yusuf Ahmed Hassan
    Omar Bilal Hamza Abdullah Tariq Arjun Rohan Gurpreet Harjit Piotr Krzysztof Jakub Mateusz Oleksandr Dmytro Andriy Chidera Emeka
    Obinna Tunde Kwame Kofi Wei Jun Hao Sipho Thabo Andrei Mihai Stefan Darren Wayne Craig Stuart Paul Mark Andrew David Michael John
    Peter Robert Richard Stephen Christopher Anthony Kevin Gary Simon Philip Neil Ian Keith Barry Martin Graham Trevor Angus Fraser
    Hamish Blake Ezra Albie Rory Felix Jasper Elliot Sebastian Reuben Hugo Louie Caleb Ellis Harvey Bobby Stanley Ralph Rupert`),
};

export const NICKNAMES: Readonly<Record<string, string>> = {
  Katherine: 'Kate',
  Elizabeth: 'Liz',
  Margaret: 'Maggie',
  Susan: 'Sue',
  Patricia: 'Pat',
  Christine: 'Chris',
  Jennifer: 'Jenny',
  Deborah: 'Debbie',
  Joanne: 'Jo',
  Victoria: 'Vicky',
  Samantha: 'Sam',
  Rebecca: 'Becky',
  Jessica: 'Jess',
  Thomas: 'Tom',
  William: 'Will',
  James: 'Jim',
  Joshua: 'Josh',
  Samuel: 'Sam',
  Joseph: 'Joe',
  Alexander: 'Alex',
  Benjamin: 'Ben',
  Daniel: 'Dan',
  Matthew: 'Matt',
  David: 'Dave',
  Michael: 'Mike',
  Robert: 'Bob',
  Richard: 'Rick',
  Stephen: 'Steve',
  Christopher: 'Chris',
  Anthony: 'Tony',
  Andrew: 'Andy',
  Edward: 'Ted',
  Philip: 'Phil',
};

export const SPELLINGS: readonly (readonly string[])[] = [
  ['Muhammad', 'Mohammed', 'Mohamed', 'Mohammad'],
  ['Yusuf', 'Yousef', 'Youssef'],
  ['Ahmed', 'Ahmad'],
  ['Aisha', 'Ayesha', 'Aysha'],
  ['Zainab', 'Zaynab'],
  ['Omar', 'Umar'],
  ['Abdullah', 'Abdallah'],
  ['Tariq', 'Tarek'],
  ['Fatima', 'Fatimah'],
  ['Oleksandr', 'Alexander', 'Aleksandr'],
  ['Oleksandra', 'Alexandra', 'Aleksandra'],
  ['Maryam', 'Mariam'],
  ['Ibrahim', 'Ebrahim'],
];

const BEGINNINGS = split(`
  Ash Brad Hart Whit Wood Hal Crom Thorn Black Lang Had Stan Pem Ken Wins Har Lin Mid Nor Old Ox Pres Rad San Shel Som Stock Sut Tat
  Thur Wal War West Wil Win Wol Bel Birch Burn Carl Chad Clif Cole Dal Den Edger El Farn Gar Glad Hather Hol`);
const ENDINGS = split('ley ton worth ford ham field wood bury well den by shaw stone man son brook combe wick croft bridge');
const FIRST = split(`
  Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Thomas
  Clarke Jackson Wood Harris Edwards Turner Martin Cooper Hill Ward Hughes Moore Clark King Harrison Lewis Baker Lee Allen Morris
  Khan Scott Watson Davis Parker James Bennett Young Phillips Richardson Mitchell Bailey Carter Cook Singh Shaw Bell Collins Morgan
  Kelly Begum Miller Cox Hussain Marshall Simpson Price Anderson Adams Wilkinson Ali Ahmed Foster Ellis Murphy Chapman Mason Gray
  Hunt Kowalski Nowak Shevchenko Bondarenko Okafor Adeyemi Mensah O'Brien MacDonald Ndlovu Popescu Chen Wong Smith-Jones Carter-Webb`);

/** From the commonest to the rarest. */
export const surnamePool = (): readonly string[] => [
  ...FIRST,
  ...BEGINNINGS.flatMap((beginning, index) =>
    ENDINGS.map((ending, at) => ({ name: beginning + ending, order: (index * 37 + at * 61) % 1_009 })),
  )
    .toSorted((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name),
];
