//! Made-up customers for the demo: the same ones on every run, with names from many places.

/// Names as they are written and as they stand in an e-mail address, and how a telephone number begins and goes on.
struct Place {
    given: [(&'static str, &'static str); 6],
    family: [(&'static str, &'static str); 6],
    family_first: bool,
    calling_code: &'static str,
    /// Each `#` is a digit.
    phone: &'static str,
}

const PLACES: [Place; 6] = [
    Place {
        given: [
            ("ณัฐญา", "nattaya"),
            ("สมชาย", "somchai"),
            ("กมลชนก", "kamonchanok"),
            ("ธนวัฒน์", "thanawat"),
            ("พิมพ์ชนก", "pimchanok"),
            ("อนันต์", "anan"),
        ],
        family: [
            ("ศรีสุข", "srisuk"),
            ("ใจดี", "jaidee"),
            ("วงศ์สวัสดิ์", "wongsawat"),
            ("ทองดี", "thongdee"),
            ("บุญมี", "boonmee"),
            ("แสงจันทร์", "saengchan"),
        ],
        family_first: false,
        calling_code: "+66",
        phone: "8# ### ####",
    },
    Place {
        given: [
            ("さくら", "sakura"),
            ("健太", "kenta"),
            ("陽菜", "hina"),
            ("大翔", "hiroto"),
            ("美咲", "misaki"),
            ("蓮", "ren"),
        ],
        family: [
            ("佐藤", "sato"),
            ("鈴木", "suzuki"),
            ("高橋", "takahashi"),
            ("田中", "tanaka"),
            ("渡辺", "watanabe"),
            ("小林", "kobayashi"),
        ],
        family_first: true,
        calling_code: "+81",
        phone: "90-####-####",
    },
    Place {
        given: [
            ("Zoé", "zoe"),
            ("François", "francois"),
            ("Chloé", "chloe"),
            ("Jérôme", "jerome"),
            ("Inès", "ines"),
            ("Théo", "theo"),
        ],
        family: [
            ("Lefèvre", "lefevre"),
            ("Dubois", "dubois"),
            ("Béranger", "beranger"),
            ("Moreau", "moreau"),
            ("Côté", "cote"),
            ("Garnier", "garnier"),
        ],
        family_first: false,
        calling_code: "+33",
        phone: "6 ## ## ## ##",
    },
    Place {
        given: [
            ("Bjørn", "bjorn"),
            ("Åsa", "asa"),
            ("Jürgen", "juergen"),
            ("Sigrún", "sigrun"),
            ("Søren", "soren"),
            ("Käthe", "kaethe"),
        ],
        family: [
            ("Ångström", "angstrom"),
            ("Sørensen", "sorensen"),
            ("Müller", "mueller"),
            ("Jónsdóttir", "jonsdottir"),
            ("Lindqvist", "lindqvist"),
            ("Weiß", "weiss"),
        ],
        family_first: false,
        calling_code: "+47",
        phone: "4## ## ###",
    },
    Place {
        given: [
            ("Łukasz", "lukasz"),
            ("Małgorzata", "malgorzata"),
            ("Jiří", "jiri"),
            ("Željka", "zeljka"),
            ("Ştefan", "stefan"),
            ("Zsófia", "zsofia"),
        ],
        family: [
            ("Wiśniewski", "wisniewski"),
            ("Żuraw", "zuraw"),
            ("Dvořák", "dvorak"),
            ("Kovačić", "kovacic"),
            ("Ionescu", "ionescu"),
            ("Szabó", "szabo"),
        ],
        family_first: false,
        calling_code: "+48",
        phone: "### ### ###",
    },
    Place {
        given: [
            ("Ann", "ann"),
            ("Oliver", "oliver"),
            ("Grace", "grace"),
            ("Seán", "sean"),
            ("Priya", "priya"),
            ("Mateo", "mateo"),
        ],
        family: [
            ("Example", "example"),
            ("O'Brien", "obrien"),
            ("Núñez", "nunez"),
            ("Okafor", "okafor"),
            ("Sharma", "sharma"),
            ("Nguyễn", "nguyen"),
        ],
        family_first: false,
        calling_code: "+44",
        phone: "7### ######",
    },
];

/// A customer of the demo's shop.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Name, as it is written where the person comes from.
    pub(super) name: String,
    /// E-mail address; no two people have the same.
    pub(super) email: String,
    /// Telephone number.
    pub(super) phone: String,
    /// The shop's own number; no two people have the same.
    pub(super) merchant_customer_id: String,
    /// What stands on the shop's card; no two people have the same.
    pub(super) barcode: String,
}

impl Person {
    /// The person with a number, from 0.
    pub(super) fn new(number: usize) -> Person {
        let place = &PLACES[number % 6];
        let turn = number / 6;
        let (given, family) = (place.given[turn % 6], place.family[turn / 6 % 6]);
        let name = match place.family_first {
            true => format!("{} {}", family.0, given.0),
            false => format!("{} {}", given.0, family.0),
        };
        let mut digits = mixed(number as u64);
        let mut digit = || {
            digits = digits.rotate_left(7).wrapping_mul(5).wrapping_add(1);
            char::from(b'0' + (digits >> 32) as u8 % 10)
        };
        let local: String = place.phone.chars().map(|shape| if shape == '#' { digit() } else { shape }).collect();
        Person {
            name,
            email: format!("{}.{}{number}@example.com", given.1, family.1),
            phone: format!("{} {local}", place.calling_code),
            merchant_customer_id: format!("M-{number:06}"),
            barcode: format!("29{number:010}"),
        }
    }
}

/// A number that looks nothing like its neighbours' (splitmix64).
pub(super) fn mixed(number: u64) -> u64 {
    let mut word = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1);
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
