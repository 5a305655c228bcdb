//! Which region somebody means who writes something else than its code.

use super::Region;

/// Three letters of ISO 3166, each with the two that stand for the same.
const THREE_LETTERS: &str = "\
    ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATGAG AUSAU \
    AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL \
    BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BWABW CAFCF CANCA CCKCC CHECH \
    CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW \
    CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER \
    ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE \
    GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF \
    GUMGU GUYGY HKGHK HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR \
    IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI \
    KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU \
    LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT \
    MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA \
    NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK \
    PANPA PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA \
    REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SHNSH SJMSJ SLBSB SLESL SLVSV \
    SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC \
    SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR \
    TUVTV TWNTW TZATZ UGAUG UKRUA URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI \
    VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";

/// What people write for a country although it is no code of ISO 3166, in
/// lower-case letters and digits.
const OTHERS: &[(&str, &str)] = &[
    ("uk", "GB"),
    ("en", "GB"),
    ("eng", "GB"),
    ("sco", "GB"),
    ("wal", "GB"),
    ("britain", "GB"),
    ("greatbritain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northernireland", "GB"),
    ("el", "GR"),
    ("america", "US"),
    ("unitedstatesofamerica", "US"),
    ("uae", "AE"),
    ("holland", "NL"),
    ("ksa", "SA"),
    ("rsa", "ZA"),
    ("korea", "KR"),
    ("czechrepublic", "CZ"),
    ("turkey", "TR"),
    ("ivorycoast", "CI"),
    ("kosovo", "XK"),
    ("xkx", "XK"),
    ("burma", "MM"),
    ("swaziland", "SZ"),
    ("macedonia", "MK"),
    ("capeverde", "CV"),
    ("easttimor", "TL"),
    ("macau", "MO"),
    ("vatican", "VA"),
    ("drc", "CD"),
    ("zaire", "CD"),
    ("russianfederation", "RU"),
    ("ceylon", "LK"),
    ("persia", "IR"),
    ("emirates", "AE"),
    ("deutschland", "DE"),
    ("espana", "ES"),
    ("brasil", "BR"),
    ("bharat", "IN"),
    ("suomi", "FI"),
    ("schweiz", "CH"),
    ("suisse", "CH"),
    ("saintbarthelemy", "BL"),
    ("sainthelena", "SH"),
    ("saintkitts", "KN"),
    ("saintlucia", "LC"),
    ("saintmartin", "MF"),
    ("saintpierre", "PM"),
    ("saintvincent", "VC"),
    ("caboverde", "CV"),
    ("bvi", "VG"),
    // its mobiles are Turkey's
    ("northerncyprus", "TR"),
    ("kktc", "TR"),
];

impl Region {
    /// What people write for it besides its name and its two letters: three
    /// letters, old and short names, all in small letters.
    #[must_use]
    pub fn other_names(self) -> String {
        let code = self.to_string();
        let pairs = THREE_LETTERS.split(' ').map(|pair| pair.split_at(3));
        let all = pairs.chain(OTHERS.iter().copied());
        let own = all.filter(|(_, its)| *its == code);
        let names: Vec<_> = own.map(|(name, _)| name.to_lowercase()).collect();
        names.join(" ")
    }
}

/// What to write instead of a text that is no region's code.
#[must_use]
pub fn advice(text: &str) -> String {
    match meant(text) {
        Some(region) => format!("did you mean {region} ({})?", region.english_name()),
        None => "give two letters of ISO 3166, such as US or IN".into(),
    }
}

/// The region that a text seems to mean.
fn meant(text: &str) -> Option<Region> {
    let plain = plain(text);
    if plain.is_empty() {
        return None;
    }
    if let Ok(code) = plain.parse() {
        return Region::of_calling_code(code);
    }
    let others = OTHERS.iter().find(|(other, _)| *other == plain);
    let three = THREE_LETTERS
        .split(' ')
        .map(|pair| pair.split_at(3))
        .find(|(three, _)| three.eq_ignore_ascii_case(&plain));
    let (_, code) = others.copied().or(three).unwrap_or(("", &plain));
    let named = || {
        Region::all()
            .into_iter()
            .find(|it| self::plain(&it.english_name()) == plain)
    };
    code.parse().ok().or_else(named)
}

/// Letters and digits, small ones.
fn plain(text: &str) -> String {
    let signs = text.chars().filter(|c| c.is_alphanumeric());
    signs.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_for_a_country_leads_to_its_code() {
        for (text, code) in [
            ("UK", "GB"),
            ("uk", "GB"),
            ("EL", "GR"),
            ("USA", "US"),
            ("U.S.A.", "US"),
            ("GBR", "GB"),
            ("aut", "AT"),
            ("AUS", "AU"),
            ("Germany", "DE"),
            ("united kingdom", "GB"),
            ("England", "GB"),
            ("C\u{f4}te d\u{2019}Ivoire", "CI"),
            ("+44", "GB"),
            ("1", "US"),
            ("49", "DE"),
        ] {
            assert_eq!(
                meant(text).map(|it| it.to_string()).as_deref(),
                Some(code),
                "{text}"
            );
        }
        for text in ["", " ", "ZZ", "QQQ", "Atlantis", "+0", "99999999999", "*"] {
            assert_eq!(meant(text), None, "{text}");
        }
        assert_eq!(advice("UK"), "did you mean GB (United Kingdom)?");
        assert_eq!(
            advice("ZZ"),
            "give two letters of ISO 3166, such as US or IN"
        );
    }

    #[test]
    fn three_letters_stand_for_regions_that_there_are() {
        let pairs: Vec<_> = THREE_LETTERS.split(' ').collect();
        assert!(pairs.len() > 240);
        for pair in pairs
            .iter()
            .map(|pair| pair.split_at(3))
            .chain(OTHERS.iter().copied())
        {
            assert!(pair.1.parse::<Region>().is_ok(), "{pair:?}");
        }
    }
}
