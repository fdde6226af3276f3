"""Made-up names as the registers of English schools hold them, by the languages families speak at home."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """Names that go together. `language` is what the adults prefer where that is not English."""

    surnames: tuple[str, ...]
    mothers: tuple[str, ...]
    fathers: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    language: str = ""


ENGLISH = Names(
    ("Ambler", "Birtwhistle", "Cartwright", "Dunmore", "Eastwood", "Fairbrother", "Garside", "Hartley", "Ibbotson",
     "Jessop", "Kershaw", "Lomas", "Mottram", "Nuttall", "Ogden", "Pilkington", "Rigby", "Shawcross", "Tattersall",
     "Unsworth", "Varley", "Whitworth", "Yarwood"),
    ("Claire", "Donna", "Emma", "Gemma", "Hayley", "Joanne", "Karen", "Leanne", "Michelle", "Natalie", "Rachel", "Stacey"),
    ("Andrew", "Ben", "Carl", "Dave", "Gareth", "Ian", "Lee", "Mark", "Neil", "Paul", "Ryan", "Stuart"),
    ("Amelia", "Daisy", "Evie", "Freya", "Grace", "Isla", "Lily", "Maisie", "Poppy", "Ruby", "Willow"),
    ("Archie", "Charlie", "Finley", "George", "Harry", "Jack", "Leo", "Noah", "Oscar", "Reuben", "Theo"),
)  # fmt: skip
DOUBLE = Names(
    ("Hartley-Smythe", "Marsh-Jones", "Parr-Whittle", "St John-Cole", "Bell-Okafor", "Lee-Thornton"),
    ("Annabel", "Beatrice", "Imogen", "Tamsin"),
    ("Dominic", "Giles", "Jonathan", "Rupert"),
    ("Clementine", "Florence", "Ottilie", "Saffron"),
    ("Barnaby", "Felix", "Jasper", "Monty"),
)
IRISH = Names(
    ("O'Brien", "O'Donoghue", "McGrath", "Ní Bhriain", "D'Arcy", "Mac Giolla", "Fitzpatrick"),
    ("Aoife", "Bríd", "Gráinne", "Siobhán"),
    ("Cathal", "Declan", "Pádraig", "Séamus"),
    ("Caoimhe", "Niamh", "Róisín", "Saoirse"),
    ("Cillian", "Oisín", "Ruairí", "Tadhg"),
)
WELSH = Names(
    ("Ap Rhys", "Gwynne", "Llewelyn", "Pryce", "Tudor"),
    ("Angharad", "Carys", "Siân"),
    ("Dafydd", "Emrys", "Huw"),
    ("Eleri", "Ffion", "Nia"),
    ("Gethin", "Iolo", "Macsen"),
)
POLISH = Names(
    ("Wójcik", "Kowalczyk", "Zając", "Błaszczyk", "Świątek", "Gołębiewski"),
    ("Agnieszka", "Małgorzata", "Elżbieta"),
    ("Łukasz", "Paweł", "Zbigniew"),
    ("Zofia", "Łucja", "Hania"),
    ("Kacper", "Mikołaj", "Staś"),
    "Polish",
)
BENGALI = Names(
    ("Begum", "Rahman", "Chowdhury", "Miah", "Uddin"),
    ("Fatema", "Nasrin", "Shahana"),
    ("Abdul", "Kamrul", "Mizanur"),
    ("Ayesha", "Tasnim", "Zara"),
    ("Ibrahim", "Rafi", "Yusuf"),
    "Bengali",
)
PUNJABI = Names(
    ("Kaur", "Singh", "Akhtar", "Hussain", "Sandhu", "Qureshi"),
    ("Harpreet", "Parveen", "Simran"),
    ("Gurdeep", "Imran", "Tariq"),
    ("Jasleen", "Maryam", "Anaya"),
    ("Arjan", "Haris", "Zayn"),
    "Punjabi",
)
ARABIC = Names(
    ("Al-Masri", "Al-Hassan", "Benali", "Khoury", "المصري"),
    ("Yasmin", "Nadia", "Rania", "هدى"),
    ("Ahmed", "Karim", "Samir", "خالد"),
    ("Layla", "Noor", "Salma"),
    ("Adam", "Bilal", "Omar"),
    "Arabic",
)
VIETNAMESE = Names(
    ("Nguyễn", "Trần", "Phạm"),
    ("Thị Hương", "Thị Lan", "Ngọc Ánh"),
    ("Văn Đức", "Quốc Bảo", "Minh Tuấn"),
    ("Minh Anh", "Thảo"),
    ("Gia Huy", "Đăng Khoa"),
    "Vietnamese",
)
WEST_AFRICAN = Names(
    ("Adébáyò", "Boateng", "Eze", "Mensah", "Okonkwo", "Sesay"),
    ("Abena", "Chioma", "Folasade"),
    ("Chidi", "Kofi", "Olúwaṣeun"),
    ("Adaeze", "Esi", "Temi"),
    ("Kelechi", "Kwesi", "Tobi"),
)
IBERIAN = Names(
    ("Fernández Prieto", "da Silva Moreira", "Gonçalves Pires", "Ibáñez Cruz"),
    ("Inês", "Lucía", "Maria João"),
    ("Andrés", "João", "Nuño"),
    ("Beatriz", "Sofía"),
    ("Íñigo", "Tomás"),
    "Spanish",
)
CHINESE = Names(
    ("Chan", "Li", "Wong", "Zhāng"),
    ("Mei Ling", "Xiaohong", "Yuet Wah"),
    ("Ka Ming", "Wei", "Zhiyuan"),
    ("Hui Min", "Jia"),
    ("Jun Hao", "Zihan"),
    "Cantonese",
)
ROMANIAN = Names(
    ("Ștefănescu", "Țîrlea", "Brânză", "Popescu"),
    ("Cătălina", "Ioana"),
    ("Bogdan", "Răzvan"),
    ("Daria", "Ilinca"),
    ("Luca", "Matei"),
    "Romanian",
)

# Drawn in this order, over and over: about as often as they sit in one classroom.
GROUPS = (
    ENGLISH, PUNJABI, ENGLISH, POLISH, ENGLISH, IRISH, BENGALI, ENGLISH, WEST_AFRICAN, DOUBLE, ENGLISH, ARABIC,
    ROMANIAN, ENGLISH, VIETNAMESE, ENGLISH, WELSH, IBERIAN, ENGLISH, CHINESE,
)  # fmt: skip
STREETS = (
    "Acre Close", "Bank Street", "Canal View", "Dyer's Row", "Elm Terrace", "Forge Lane", "Garden Walk", "Heather Way",
    "Ivy Grove", "Jubilee Road", "Kiln Hill", "Larch Avenue", "Meadow Bank", "Nelson Street", "Orchard Mews",
)  # fmt: skip
