//! Name forms packed into flat arrays: a trie that is looked up where it lies, without being built at start-up.
//!
//! Shared by the build script, which packs the embedded stock, and the library, which packs a folder. All numbers are
//! little-endian `u32`. Sections follow on one another, each with its length before it: offsets of the words, their bytes
//! (sorted; a word's place is its symbol), edges by node, their symbols and children,
//! ends by node, entries, how many people bear a word as surname, the names shown to people, the children of the root by
//! word, a hash table of the words, which of them are common words, and the hashes of words that are part of people's names,
//! sorted, each with whether it is a given name (1), a surname (2) or either (3).

use std::collections::{BTreeMap, BTreeSet};

/// Number of a kind of name: the order of `NameKind`.
pub const KINDS: [&str; 5] = ["countries", "places", "bodies", "people", "systems"];

/// The file of common words, below the folder of a language.
pub const COMMON: &str = "words/common.toml";

/// The file of words that are part of people's names, below the folder of a language.
pub const PERSON_NAMES: &str = "words/person-names.toml";

/// No child, no word.
pub const NONE: u32 = u32::MAX;

// Place of `ambiguous` in the lists of a name entry.
const LISTS_AMBIGUOUS: u32 = 8;

/// An entry as packed: kind, code of the list, number.
pub fn code(kind: usize, list: usize, number: usize) -> u32 {
    (kind as u32) << 24 | (list as u32) << 16 | number as u32
}

/// Packs all name files; `files` are paths below `knowledge/` with their values, sorted by path. `more` are words that get a
/// symbol too.
pub fn pack(files: &[(String, serde_json::Value)], more: &[&str], language: &str) -> Vec<u8> {
    let numbers = numbers(files);
    let folder = format!("lang/{language}/names/");
    let mut forms: Vec<(Vec<String>, u32)> = Vec::new();
    let mut shown: BTreeMap<u32, String> = BTreeMap::new();
    for (path, table) in files {
        let Some(kind) = path
            .strip_prefix(folder.as_str())
            .and_then(|r| r.split('/').next())
            .and_then(|k| KINDS.iter().position(|x| *x == k))
        else {
            continue;
        };
        for (id, lists) in table.as_object().into_iter().flatten() {
            let Some(&number) = numbers[kind].get(id) else { continue };
            if let Some(name) = super::cut::display(KINDS[kind], lists) {
                shown.insert(code(kind, 0, number), name.to_owned());
            }
            for (list, name) in super::cut::LISTS.iter().enumerate() {
                for form in lists.get(*name).and_then(|l| l.as_array()).into_iter().flatten().filter_map(|f| f.as_str())
                {
                    let words: Vec<String> =
                        super::cut::words(form).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
                    if !words.is_empty() && words.len() <= 40 {
                        forms.push((words, code(kind, list, number)));
                    }
                }
            }
        }
    }
    let mut out =
        write(&forms, &shown, &orders(files, &numbers, language), &listed(files, language, COMMON, "words"), more);
    person_names(&mut out, files, language);
    out
}

// These words get no symbols: a first name that no entry has stays one that nobody knows.
fn person_names(out: &mut Vec<u8>, files: &[(String, serde_json::Value)], language: &str) {
    let mut flags: BTreeMap<u32, u32> = BTreeMap::new();
    for (list, flag) in [("given", 1), ("family", 2)] {
        listed(files, language, PERSON_NAMES, list)
            .iter()
            .for_each(|word| *flags.entry(hash(word)).or_default() |= flag);
    }
    numbers_out(out, &flags.keys().copied().collect::<Vec<_>>());
    numbers_out(out, &flags.values().copied().collect::<Vec<_>>());
}

// The words of a list of thousands, so that cutting them at start-up would cost milliseconds.
fn listed(files: &[(String, serde_json::Value)], language: &str, path: &str, list: &str) -> BTreeSet<String> {
    let path = format!("lang/{language}/{path}");
    let file = files.iter().find(|f| f.0 == path);
    let words = file.and_then(|f| f.1.get(list)).and_then(|w| w.as_array()).into_iter().flatten();
    let cut = words.filter_map(|w| w.as_str()).map(super::cut::words);
    cut.flat_map(|words| words.split(' ').map(str::to_owned).collect::<Vec<_>>()).filter(|w| !w.is_empty()).collect()
}

/// A form's words, and who wins it: kind and number of its bearers, best first; `None` for an office.
type Order = (Vec<String>, Vec<Option<(u32, u32)>>);

// What the file of shared forms says.
fn orders(files: &[(String, serde_json::Value)], numbers: &[BTreeMap<String, usize>; 5], language: &str) -> Vec<Order> {
    let path = format!("lang/{language}/names/shared.toml");
    let file = files.iter().find(|f| f.0 == path);
    let bearer = |key: &str| {
        let (folder, id) = key.split_once('/')?;
        let kind = KINDS.iter().position(|k| *k == folder)?;
        Some((kind as u32, *numbers[kind].get(id)? as u32))
    };
    let mut out = Vec::new();
    for shared in file.and_then(|f| f.1.get("shared")).and_then(|l| l.as_array()).into_iter().flatten() {
        let form = shared.get("form").and_then(|f| f.as_str()).unwrap_or("");
        let order = shared.get("order").and_then(|o| o.as_array()).into_iter().flatten();
        let order = order.filter_map(|k| k.as_str()).map(bearer).collect();
        out.push((super::cut::words(form).split(' ').map(str::to_owned).collect(), order));
    }
    out
}

// The reader takes the last of one kind, so the best goes last; of other kinds only words for special places remain.
fn settle(ends: &mut Vec<u32>, order: &[Option<(u32, u32)>]) {
    let Some(winner) = order.first() else { return };
    let ambiguous = |e: u32| e >> 16 & 0xFF == LISTS_AMBIGUOUS;
    ends.retain(|&e| ambiguous(e) || winner.is_some_and(|(kind, _)| e >> 24 == kind));
    let place = |e: u32| order.iter().position(|o| *o == Some((e >> 24, e & 0xFFFF))).unwrap_or(usize::MAX);
    ends.sort_by_key(|&e| (!ambiguous(e), std::cmp::Reverse(place(e))));
}

/// The things of the world that a file holds; none for other files.
pub fn things<'a>(path: &str, value: &'a serde_json::Value) -> &'a [serde_json::Value] {
    let list = match path.strip_prefix("world/").and_then(|r| r.split('/').next()) {
        Some("places") => "place",
        Some("people") => "person",
        Some("systems") => "system",
        Some(_) => return std::slice::from_ref(value),
        None => return &[],
    };
    value.get(list).and_then(|l| l.as_array()).map_or(&[], Vec::as_slice)
}

// Numbers of ids in the order of the files, which is the order of the stock's vectors.
fn numbers(files: &[(String, serde_json::Value)]) -> [BTreeMap<String, usize>; 5] {
    let mut out: [BTreeMap<String, usize>; 5] = Default::default();
    let mut next = [0usize; 5];
    for (path, value) in files {
        let Some(kind) = path
            .strip_prefix("world/")
            .and_then(|r| r.split('/').next())
            .and_then(|k| KINDS.iter().position(|x| *x == k))
        else {
            continue;
        };
        for thing in things(path, value) {
            if let Some(id) = thing.get("id").and_then(|i| i.as_str()) {
                out[kind].insert(id.to_owned(), next[kind]);
            }
            next[kind] += 1;
        }
    }
    out
}

fn write(
    forms: &[(Vec<String>, u32)],
    shown: &BTreeMap<u32, String>,
    orders: &[Order],
    common: &BTreeSet<String>,
    more: &[&str],
) -> Vec<u8> {
    let words = forms.iter().flat_map(|f| f.0.iter().map(String::as_str));
    let words: BTreeSet<&str> = words.chain(common.iter().map(String::as_str)).chain(more.iter().copied()).collect();
    let symbol: BTreeMap<&str, u32> = words.iter().enumerate().map(|(i, w)| (*w, i as u32)).collect();
    let mut nodes: Vec<BTreeMap<u32, u32>> = vec![BTreeMap::new()];
    let mut ends: Vec<Vec<u32>> = vec![Vec::new()];
    let mut bearers: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (form, entry) in forms {
        let mut node = 0usize;
        for word in form {
            let fresh = nodes.len() as u32;
            let next = *nodes[node].entry(symbol[word.as_str()]).or_insert(fresh);
            if next == fresh {
                nodes.push(BTreeMap::new());
                ends.push(Vec::new());
            }
            node = next as usize;
        }
        if !ends[node].contains(entry) {
            ends[node].push(*entry);
        }
        if *entry >> 16 == 3 << 8 && form.len() > 1 {
            bearers.entry(symbol[form[form.len() - 1].as_str()]).or_default().insert(*entry);
        }
    }
    for (form, order) in orders {
        let step = |node: usize, word: &String| Some(*nodes[node].get(symbol.get(word.as_str())?)? as usize);
        if let Some(node) = form.iter().try_fold(0, step) {
            settle(&mut ends[node], order);
        }
    }
    let mut out = Vec::new();
    strings(&mut out, words.iter().copied());
    let (mut at, mut starts, mut symbols, mut children) = (0u32, Vec::new(), Vec::new(), Vec::new());
    for edges in &nodes {
        starts.push(at);
        at += edges.len() as u32;
        symbols.extend(edges.keys().copied());
        children.extend(edges.values().copied());
    }
    starts.push(at);
    let (mut at, mut end_starts) = (0u32, Vec::new());
    for list in &ends {
        end_starts.push(at);
        at += list.len() as u32;
    }
    end_starts.push(at);
    for section in [
        starts,
        symbols,
        children,
        end_starts,
        ends.concat(),
        (0..words.len() as u32).map(|w| bearers.get(&w).map_or(0, |b| b.len() as u32)).collect(),
        shown.keys().copied().collect(),
    ] {
        numbers_out(&mut out, &section);
    }
    strings(&mut out, shown.values().map(String::as_str));
    // Where a name begins is asked of every word of a report, so the root has a child or none for each word at once.
    let mut root = vec![NONE; words.len()];
    nodes[0].iter().for_each(|(&word, &child)| root[word as usize] = child);
    numbers_out(&mut out, &root);
    numbers_out(&mut out, &table(&words));
    let flags: Vec<u32> = words.iter().map(|word| u32::from(common.contains(*word))).collect();
    numbers_out(&mut out, &flags);
    out
}

// Hashes and symbols by the place that the hash gives, or the next free one; half of the table stays free.
fn table(words: &BTreeSet<&str>) -> Vec<u32> {
    let size = (words.len() * 2).next_power_of_two().max(2);
    let mut out = vec![NONE; size * 2];
    for (symbol, word) in words.iter().enumerate() {
        let hash = hash(word);
        let mut at = hash as usize % size;
        while out[at * 2 + 1] != NONE {
            at = (at + 1) % size;
        }
        out[at * 2] = hash;
        out[at * 2 + 1] = symbol as u32;
    }
    out
}

/// Where a word goes in the table of words: FNV-1a, its halves mixed, since the last bytes of Hindi words vary little.
pub fn hash(word: &str) -> u32 {
    let hash = word.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3));
    (hash ^ hash >> 32) as u32
}

/// Writes a section: how many numbers, and the numbers.
pub fn numbers_out(out: &mut Vec<u8>, list: &[u32]) {
    out.extend((list.len() as u32).to_le_bytes());
    list.iter().for_each(|n| out.extend(n.to_le_bytes()));
}

/// The numbers of the section that begins at `at`, which is moved to the next.
pub fn numbers_in<'a>(data: &'a [u8], at: &mut usize) -> impl ExactSizeIterator<Item = u32> + use<'a> {
    let number = |b: &[u8]| b.try_into().map_or(0, u32::from_le_bytes);
    let len = data.get(*at..*at + 4).map_or(0, number) as usize;
    let section = data.get(*at + 4..*at + 4 + len * 4).unwrap_or_default();
    *at += 4 + section.len();
    section.chunks_exact(4).map(number)
}

// Offsets, then the bytes padded to a multiple of four.
fn strings<'a>(out: &mut Vec<u8>, list: impl Iterator<Item = &'a str>) {
    let (mut offsets, mut bytes) = (vec![0u32], Vec::new());
    for s in list {
        bytes.extend(s.as_bytes());
        offsets.push(bytes.len() as u32);
    }
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    numbers_out(out, &offsets);
    out.extend((bytes.len() as u32 / 4).to_le_bytes());
    out.extend(bytes);
}
