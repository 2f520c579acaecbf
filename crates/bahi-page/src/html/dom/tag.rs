//! Names of elements, and the sets of them that parsing asks for.

macro_rules! tags {
    ($($name:ident = $text:literal,)*) => {
        /// An element's name, as far as parsing or reading tells it from others.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub(crate) enum Tag { $($name,)* Other }

        impl Tag {
            fn of_lower(name: &[u8]) -> Self {
                match name { $($text => Self::$name,)* _ => Self::Other }
            }
        }
    };
}

tags! {
    A = b"a", Address = b"address", AnnotationXml = b"annotation-xml", Applet = b"applet", Area = b"area",
    Article = b"article", Aside = b"aside", Audio = b"audio", B = b"b", Base = b"base", Basefont = b"basefont",
    Bgsound = b"bgsound", Big = b"big", Blockquote = b"blockquote", Body = b"body", Br = b"br", Button = b"button",
    Canvas = b"canvas", Caption = b"caption", Center = b"center", Cite = b"cite", Code = b"code", Col = b"col",
    Colgroup = b"colgroup", Dd = b"dd", Del = b"del", Desc = b"desc", Details = b"details", Dialog = b"dialog", Dir = b"dir",
    Div = b"div", Dl = b"dl", Dt = b"dt", Em = b"em", Embed = b"embed", Fieldset = b"fieldset", Figcaption = b"figcaption",
    Figure = b"figure", Font = b"font", Footer = b"footer", ForeignObject = b"foreignobject", Form = b"form",
    Frame = b"frame", Frameset = b"frameset", H1 = b"h1", H2 = b"h2", H3 = b"h3", H4 = b"h4", H5 = b"h5", H6 = b"h6",
    Head = b"head", Header = b"header", Hgroup = b"hgroup", Hr = b"hr", Html = b"html", I = b"i", Iframe = b"iframe",
    Image = b"image", Img = b"img", Input = b"input", Ins = b"ins", Keygen = b"keygen", Label = b"label", Li = b"li",
    Link = b"link", Listing = b"listing", Main = b"main", Malignmark = b"malignmark", Mark = b"mark", Marquee = b"marquee",
    Math = b"math", Menu = b"menu", Meta = b"meta", Mglyph = b"mglyph", Mi = b"mi", Mn = b"mn", Mo = b"mo", Ms = b"ms",
    Mtext = b"mtext", Nav = b"nav", Nobr = b"nobr", Noembed = b"noembed", Noframes = b"noframes", Noscript = b"noscript",
    Object = b"object", Ol = b"ol", Optgroup = b"optgroup", Option = b"option", P = b"p", Param = b"param",
    Picture = b"picture", Plaintext = b"plaintext", Pre = b"pre", Q = b"q", Rb = b"rb", Rp = b"rp", Rt = b"rt", Rtc = b"rtc",
    Ruby = b"ruby", S = b"s", Script = b"script", Search = b"search", Section = b"section", Select = b"select",
    Small = b"small", Source = b"source", Span = b"span", Strike = b"strike", Strong = b"strong", Style = b"style",
    Sub = b"sub", Summary = b"summary", Sup = b"sup", Svg = b"svg", Table = b"table", Tbody = b"tbody", Td = b"td",
    Template = b"template", Textarea = b"textarea", Tfoot = b"tfoot", Th = b"th", Thead = b"thead", Time = b"time",
    Title = b"title", Tr = b"tr", Track = b"track", Tt = b"tt", U = b"u", Ul = b"ul", Var = b"var", Video = b"video",
    Wbr = b"wbr", Xmp = b"xmp",
}

/// The longest name in the list.
const LONGEST: usize = 14;

impl Tag {
    /// The element of this name, in any case.
    pub fn of(name: &[u8]) -> Self {
        let mut lower = [0u8; LONGEST];
        match lower.get_mut(..name.len()) {
            Some(lower) => {
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                Self::of_lower(lower)
            }
            None => Self::Other,
        }
    }

    /// Headings.
    pub fn is_heading(self) -> bool {
        matches!(self, Self::H1 | Self::H2 | Self::H3 | Self::H4 | Self::H5 | Self::H6)
    }

    /// Elements that stay open in the list of active formatting elements.
    pub fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// Elements whose end tag may be left out.
    pub fn is_implied(self) -> bool {
        use Tag::*;
        matches!(self, Dd | Dt | Li | Option | Optgroup | P | Rb | Rp | Rt | Rtc)
    }

    /// The same, and those of tables.
    pub fn is_implied_thoroughly(self) -> bool {
        use Tag::*;
        self.is_implied() || matches!(self, Caption | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Elements with parsing rules of their own.
    pub fn is_special(self) -> bool {
        use Tag::*;
        self.is_heading()
            || self.opens_block()
            || matches!(
                self,
                Applet
                    | Area
                    | Base
                    | Basefont
                    | Bgsound
                    | Body
                    | Br
                    | Button
                    | Caption
                    | Col
                    | Colgroup
                    | Dd
                    | Dt
                    | Embed
                    | Form
                    | Frame
                    | Frameset
                    | Head
                    | Hr
                    | Html
                    | Iframe
                    | Img
                    | Input
                    | Li
                    | Link
                    | Listing
                    | Marquee
                    | Meta
                    | Noembed
                    | Noframes
                    | Noscript
                    | Object
                    | Param
                    | Plaintext
                    | Pre
                    | Script
                    | Select
                    | Source
                    | Style
                    | Table
                    | Tbody
                    | Td
                    | Template
                    | Textarea
                    | Tfoot
                    | Th
                    | Thead
                    | Title
                    | Tr
                    | Track
                    | Wbr
                    | Xmp
            ) && self != Dialog
                && self != Search
    }

    /// Blocks whose start tag closes an open paragraph and whose end tag closes what is open within.
    pub fn opens_block(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Center
                | Details
                | Dialog
                | Dir
                | Div
                | Dl
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Header
                | Hgroup
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Search
                | Section
                | Summary
                | Ul
        )
    }

    /// Elements beyond which an element is not 'in scope'.
    pub fn ends_scope(self) -> bool {
        use Tag::*;
        matches!(self, Applet | Caption | Html | Table | Td | Th | Marquee | Object | Select | Template)
    }

    /// Parts of tables, whose start tags end what is open in a cell.
    pub fn is_table_part(self) -> bool {
        use Tag::*;
        matches!(self, Caption | Col | Colgroup | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    /// Elements of HTML that end foreign content.
    pub fn breaks_out(self) -> bool {
        use Tag::*;
        self.is_heading()
            || matches!(
                self,
                B | Big
                    | Blockquote
                    | Body
                    | Br
                    | Center
                    | Code
                    | Dd
                    | Div
                    | Dl
                    | Dt
                    | Em
                    | Embed
                    | Head
                    | Hr
                    | I
                    | Img
                    | Li
                    | Listing
                    | Menu
                    | Meta
                    | Nobr
                    | Ol
                    | P
                    | Pre
                    | Ruby
                    | S
                    | Small
                    | Span
                    | Strong
                    | Strike
                    | Sub
                    | Sup
                    | Table
                    | Tt
                    | U
                    | Ul
                    | Var
            )
    }
}
