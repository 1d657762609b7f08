extension Country {
    // Code, then the usual names: Polish, English, German, and second ones; one that several languages share stands
    // once. The usual names are those of Unicode's CLDR, but for those that CLDR words for lists.
    static let namesTable = """
        AD|Andora|Andorra
        AE|Zjednoczone Emiraty Arabskie|United Arab Emirates|Vereinigte Arabische Emirate|ZEA|UAE
        AF|Afganistan|Afghanistan
        AG|Antigua i Barbuda|Antigua and Barbuda|Antigua und Barbuda
        AI|Anguilla
        AL|Albania|Albanien
        AM|Armenia|Armenien
        AO|Angola
        AQ|Antarktyda|Antarctica|Antarktis
        AR|Argentyna|Argentina|Argentinien
        AS|Samoa Amerykańskie|American Samoa|Amerikanisch-Samoa
        AT|Austria|Österreich
        AU|Australia|Australien
        AW|Aruba
        AX|Wyspy Alandzkie|Åland Islands|Ålandinseln|Åland
        AZ|Azerbejdżan|Azerbaijan|Aserbaidschan
        BA|Bośnia i Hercegowina|Bosnia and Herzegovina|Bosnien und Herzegowina|Bosnia & Herzegovina
        BB|Barbados
        BD|Bangladesz|Bangladesh|Bangladesch
        BE|Belgia|Belgium|Belgien
        BF|Burkina Faso
        BG|Bułgaria|Bulgaria|Bulgarien
        BH|Bahrajn|Bahrain
        BI|Burundi
        BJ|Benin
        BL|Saint-Barthélemy|Saint Barthélemy|St. Barthélemy
        BM|Bermudy|Bermuda
        BN|Brunei|Brunei Darussalam
        BO|Boliwia|Bolivia|Bolivien
        BQ|Niderlandy Karaibskie|Caribbean Netherlands|Karibische Niederlande|Bonaire, Sint Eustatius and Saba
        BR|Brazylia|Brazil|Brasilien
        BS|Bahamy|Bahamas
        BT|Bhutan
        BV|Wyspa Bouveta|Bouvet Island|Bouvetinsel
        BW|Botswana|Botsuana
        BY|Białoruś|Belarus|Weißrussland
        BZ|Belize
        CA|Kanada|Canada
        CC|Wyspy Kokosowe|Cocos Islands|Kokosinseln|Cocos (Keeling) Islands
        CD|Demokratyczna Republika Konga|Democratic Republic of the Congo|Demokratische Republik Kongo|\
        Congo - Kinshasa|Kongo-Kinshasa
        CF|Republika Środkowoafrykańska|Central African Republic|Zentralafrikanische Republik
        CG|Kongo|Congo|Republika Konga|Republic of the Congo|Republik Kongo|Congo - Brazzaville|Kongo-Brazzaville
        CH|Szwajcaria|Switzerland|Schweiz
        CI|Wybrzeże Kości Słoniowej|Côte d’Ivoire|Elfenbeinküste|Ivory Coast
        CK|Wyspy Cooka|Cook Islands|Cookinseln
        CL|Chile
        CM|Kamerun|Cameroon
        CN|Chiny|China|Chińska Republika Ludowa|People's Republic of China|Volksrepublik China
        CO|Kolumbia|Colombia|Kolumbien
        CR|Kostaryka|Costa Rica
        CU|Kuba|Cuba
        CV|Republika Zielonego Przylądka|Cape Verde|Kap Verde|Cabo Verde
        CW|Curaçao
        CX|Wyspa Bożego Narodzenia|Christmas Island|Weihnachtsinsel
        CY|Cypr|Cyprus|Zypern
        CZ|Czechy|Czechia|Tschechien|Republika Czeska|Czech Republic|Tschechische Republik
        DE|Niemcy|Germany|Deutschland|Republika Federalna Niemiec|Federal Republic of Germany|\
        Bundesrepublik Deutschland|RFN
        DJ|Dżibuti|Djibouti|Dschibuti
        DK|Dania|Denmark|Dänemark
        DM|Dominika|Dominica
        DO|Dominikana|Dominican Republic|Dominikanische Republik
        DZ|Algieria|Algeria|Algerien
        EC|Ekwador|Ecuador
        EE|Estonia|Estland
        EG|Egipt|Egypt|Ägypten
        EH|Sahara Zachodnia|Western Sahara|Westsahara
        ER|Erytrea|Eritrea
        ES|Hiszpania|Spain|Spanien
        ET|Etiopia|Ethiopia|Äthiopien
        FI|Finlandia|Finland|Finnland
        FJ|Fidżi|Fiji|Fidschi
        FK|Falklandy|Falkland Islands|Falklandinseln|Malwiny
        FM|Mikronezja|Micronesia|Mikronesien|Federated States of Micronesia
        FO|Wyspy Owcze|Faroe Islands|Färöer
        FR|Francja|France|Frankreich
        GA|Gabon|Gabun
        GB|Wielka Brytania|United Kingdom|Vereinigtes Königreich|Great Britain|Großbritannien|Zjednoczone Królestwo|\
        Zjednoczone Królestwo Wielkiej Brytanii i Irlandii Północnej|Great Britain and Northern Ireland
        GD|Grenada
        GE|Gruzja|Georgia|Georgien
        GF|Gujana Francuska|French Guiana|Französisch-Guayana
        GG|Guernsey
        GH|Ghana
        GI|Gibraltar
        GL|Grenlandia|Greenland|Grönland
        GM|Gambia
        GN|Gwinea|Guinea
        GP|Gwadelupa|Guadeloupe
        GQ|Gwinea Równikowa|Equatorial Guinea|Äquatorialguinea
        GR|Grecja|Greece|Griechenland
        GS|Georgia Południowa i Sandwich Południowy|South Georgia and the South Sandwich Islands|\
        Südgeorgien und die Südlichen Sandwichinseln
        GT|Gwatemala|Guatemala
        GU|Guam
        GW|Gwinea Bissau|Guinea-Bissau
        GY|Gujana|Guyana
        HK|Hongkong|Hong Kong
        HM|Wyspy Heard i McDonalda|Heard and McDonald Islands|Heard und McDonaldinseln
        HN|Honduras
        HR|Chorwacja|Croatia|Kroatien
        HT|Haiti
        HU|Węgry|Hungary|Ungarn
        ID|Indonezja|Indonesia|Indonesien
        IE|Irlandia|Ireland|Irland
        IL|Izrael|Israel
        IM|Wyspa Man|Isle of Man|Insel Man
        IN|Indie|India|Indien
        IO|Brytyjskie Terytorium Oceanu Indyjskiego|British Indian Ocean Territory|\
        Britisches Territorium im Indischen Ozean|Czagos|Chagos Archipelago|Chagos-Archipel
        IQ|Irak|Iraq
        IR|Iran|Islamska Republika Iranu|Islamic Republic of Iran
        IS|Islandia|Iceland|Island
        IT|Włochy|Italy|Italien
        JE|Jersey
        JM|Jamajka|Jamaica|Jamaika
        JO|Jordania|Jordan|Jordanien
        JP|Japonia|Japan
        KE|Kenia|Kenya
        KG|Kirgistan|Kyrgyzstan|Kirgisistan
        KH|Kambodża|Cambodia|Kambodscha
        KI|Kiribati
        KM|Komory|Comoros|Komoren
        KN|Saint Kitts i Nevis|Saint Kitts and Nevis|St. Kitts und Nevis
        KP|Korea Północna|North Korea|Nordkorea|Koreańska Republika Ludowo-Demokratyczna
        KR|Korea Południowa|South Korea|Südkorea|Republika Korei|Republic of Korea|Republik Korea
        KW|Kuwejt|Kuwait
        KY|Kajmany|Cayman Islands|Kaimaninseln
        KZ|Kazachstan|Kazakhstan|Kasachstan
        LA|Laos|Lao People's Democratic Republic
        LB|Liban|Lebanon|Libanon
        LC|Saint Lucia|St. Lucia
        LI|Liechtenstein
        LK|Sri Lanka
        LR|Liberia
        LS|Lesotho
        LT|Litwa|Lithuania|Litauen
        LU|Luksemburg|Luxembourg|Luxemburg
        LV|Łotwa|Latvia|Lettland
        LY|Libia|Libya|Libyen
        MA|Maroko|Morocco|Marokko
        MC|Monako|Monaco
        MD|Mołdawia|Moldova|Moldau|Republika Mołdawii|Republic of Moldova|Republik Moldau
        ME|Czarnogóra|Montenegro
        MF|Saint-Martin|Saint Martin|St. Martin
        MG|Madagaskar|Madagascar
        MH|Wyspy Marshalla|Marshall Islands|Marshallinseln
        MK|Macedonia Północna|North Macedonia|Nordmazedonien
        ML|Mali
        MM|Mjanma|Myanmar|Birma|Burma|Mjanma (Birma)|Myanmar (Burma)
        MN|Mongolia|Mongolei
        MO|Makau|Macao|Macau
        MP|Mariany Północne|Northern Mariana Islands|Nördliche Marianen
        MQ|Martynika|Martinique
        MR|Mauretania|Mauritania|Mauretanien
        MS|Montserrat
        MT|Malta
        MU|Mauritius
        MV|Malediwy|Maldives|Malediven
        MW|Malawi
        MX|Meksyk|Mexico|Mexiko
        MY|Malezja|Malaysia
        MZ|Mozambik|Mozambique|Mosambik
        NA|Namibia
        NC|Nowa Kaledonia|New Caledonia|Neukaledonien
        NE|Niger
        NF|Wyspa Norfolk|Norfolk Island|Norfolkinsel|Norfolk
        NG|Nigeria
        NI|Nikaragua|Nicaragua
        NL|Holandia|Netherlands|Niederlande|Niderlandy|The Netherlands|Holland
        NO|Norwegia|Norway|Norwegen
        NP|Nepal
        NR|Nauru
        NU|Niue
        NZ|Nowa Zelandia|New Zealand|Neuseeland
        OM|Oman
        PA|Panama
        PE|Peru
        PF|Polinezja Francuska|French Polynesia|Französisch-Polynesien
        PG|Papua-Nowa Gwinea|Papua New Guinea|Papua-Neuguinea
        PH|Filipiny|Philippines|Philippinen
        PK|Pakistan
        PL|Polska|Poland|Polen|Rzeczpospolita Polska|Republic of Poland|Republik Polen
        PM|Saint-Pierre i Miquelon|Saint Pierre and Miquelon|St. Pierre und Miquelon
        PN|Pitcairn|Pitcairninseln|Pitcairn Islands
        PR|Portoryko|Puerto Rico
        PS|Palestyna|Palestine|Palästina|Terytoria Palestyńskie|Palestinian Territories|\
        Palästinensische Autonomiegebiete
        PT|Portugalia|Portugal
        PW|Palau
        PY|Paragwaj|Paraguay
        QA|Katar|Qatar
        RE|Reunion|Réunion
        RO|Rumunia|Romania|Rumänien
        RS|Serbia|Serbien
        RU|Rosja|Russia|Russland|Rußland|Federacja Rosyjska|Russian Federation|Russische Föderation
        RW|Rwanda|Ruanda
        SA|Arabia Saudyjska|Saudi Arabia|Saudi-Arabien
        SB|Wyspy Salomona|Solomon Islands|Salomonen
        SC|Seszele|Seychelles|Seychellen
        SD|Sudan
        SE|Szwecja|Sweden|Schweden
        SG|Singapur|Singapore
        SH|Wyspa Świętej Heleny|Saint Helena|St. Helena|Saint Helena, Ascension and Tristan da Cunha
        SI|Słowenia|Slovenia|Slowenien
        SJ|Svalbard i Jan Mayen|Svalbard and Jan Mayen|Spitzbergen und Jan Mayen|Svalbard und Jan Mayen
        SK|Słowacja|Slovakia|Slowakei|Republika Słowacka|Slovak Republic|Slowakische Republik
        SL|Sierra Leone
        SM|San Marino
        SN|Senegal
        SO|Somalia
        SR|Surinam|Suriname
        SS|Sudan Południowy|South Sudan|Südsudan
        ST|Wyspy Świętego Tomasza i Książęca|São Tomé and Príncipe|São Tomé und Príncipe|Sao Tome i Principe
        SV|Salwador|El Salvador
        SX|Sint Maarten
        SY|Syria|Syrien|Syryjska Republika Arabska|Syrian Arab Republic
        SZ|Eswatini|Suazi|Swaziland|Swasiland
        TC|Turks i Caicos|Turks and Caicos Islands|Turks- und Caicosinseln
        TD|Czad|Chad|Tschad
        TF|Francuskie Terytoria Południowe i Antarktyczne|French Southern Territories|\
        Französische Süd- und Antarktisgebiete
        TG|Togo
        TH|Tajlandia|Thailand
        TJ|Tadżykistan|Tajikistan|Tadschikistan
        TK|Tokelau
        TL|Timor Wschodni|Timor-Leste|Osttimor|East Timor
        TM|Turkmenistan
        TN|Tunezja|Tunisia|Tunesien
        TO|Tonga
        TR|Turcja|Turkey|Türkei|Türkiye
        TT|Trynidad i Tobago|Trinidad and Tobago|Trinidad und Tobago
        TV|Tuvalu
        TW|Tajwan|Taiwan
        TZ|Tanzania|Tansania|United Republic of Tanzania
        UA|Ukraina|Ukraine
        UG|Uganda
        UM|Dalekie Wyspy Mniejsze Stanów Zjednoczonych|United States Minor Outlying Islands|\
        Kleinere Amerikanische Überseeinseln|U.S. Outlying Islands|Amerikanische Überseeinseln
        US|Stany Zjednoczone|United States|Vereinigte Staaten|USA|Stany Zjednoczone Ameryki|\
        United States of America|Vereinigte Staaten von Amerika
        UY|Urugwaj|Uruguay
        UZ|Uzbekistan|Usbekistan
        VA|Watykan|Vatican City|Vatikanstadt|Holy See|Vatican|Vatikan|Stolica Apostolska
        VC|Saint Vincent i Grenadyny|Saint Vincent and Grenadines|St. Vincent und die Grenadinen
        VE|Wenezuela|Venezuela
        VG|Brytyjskie Wyspy Dziewicze|British Virgin Islands|Britische Jungferninseln
        VI|Wyspy Dziewicze Stanów Zjednoczonych|United States Virgin Islands|Amerikanische Jungferninseln|\
        U.S. Virgin Islands
        VN|Wietnam|Vietnam|Viet Nam
        VU|Vanuatu
        WF|Wallis i Futuna|Wallis and Futuna|Wallis und Futuna
        WS|Samoa
        YE|Jemen|Yemen
        YT|Majotta|Mayotte
        ZA|Republika Południowej Afryki|South Africa|Südafrika|RPA|Afryka Południowa
        ZM|Zambia|Sambia
        ZW|Zimbabwe|Simbabwe
        """
}
