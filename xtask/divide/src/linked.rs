//! What the linker knows: which function names which constant, and which constant another.
//!
//! Read from the file that the linker wrote with `--emit-relocs`: later programs move functions,
//! but leave constants where they are. [WebAssembly tool conventions, Linking.md]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    CustomSectionReader, DataKind, DataSectionReader, FunctionBody, KnownCustom, Linking, Name,
    Operator, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

/// The constants of a program, and who names them.
#[derive(Debug, Default)]
pub struct Linked {
    /// What lies in memory at the start.
    pub segments: Vec<Segment>,
    /// Where each constant or variable lies, in no order; some lie in each other.
    pub symbols: Vec<Range<u32>>,
    /// What each function names, by the function's name.
    pub uses: BTreeMap<String, Vec<Use>>,
    /// What is named from where in memory.
    pub links: BTreeMap<u32, BTreeSet<usize>>,
}

/// What lies at an address from the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The first byte's address.
    pub from: u32,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether nothing ever writes there.
    pub is_constant: bool,
}

/// That a function names a symbol.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The symbol, by its place.
    pub symbol: usize,
    /// Where the function itself does nothing with the address but hand it to another: which.
    pub handed_to: Option<String>,
}

/// The sections, until all of them are there.
#[derive(Default)]
struct Sections<'a> {
    types: Vec<[usize; 2]>,
    of_type: Vec<u32>,
    imported: usize,
    names: BTreeMap<u32, String>,
    code_from: usize,
    bodies: Vec<FunctionBody<'a>>,
    data_from: usize,
    /// Where each segment's bytes stand in the file.
    data: Vec<Range<usize>>,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
    symbols: Vec<Option<[u32; 3]>>,
    constant: Vec<bool>,
}

impl Linked {
    /// Reads the linker's file.
    ///
    /// # Errors
    /// It is damaged, or was linked without `--emit-relocs`.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let mut linked = Self::default();
        let mut sections = Sections::default();
        for payload in Parser::new(0).parse_all(bytes) {
            sections.note(payload?, &mut linked)?;
        }
        ensure!(
            !sections.in_code.is_empty() && !sections.symbols.is_empty(),
            "the linker's file holds no relocations: was it linked with --emit-relocs?"
        );
        ensure!(linked.segments.len() == sections.constant.len(), "segments without a name");
        for (segment, is_constant) in linked.segments.iter_mut().zip(&sections.constant) {
            segment.is_constant = *is_constant;
        }
        linked.place_symbols(&sections)?;
        linked.note_links(&sections)?;
        for place in 0..sections.bodies.len() {
            linked.note_uses(&sections, place, bytes)?;
        }
        Ok(linked)
    }

    /// Symbols keep their numbers; those that are no data are empty.
    fn place_symbols(&mut self, sections: &Sections) -> Result<()> {
        for symbol in &sections.symbols {
            self.symbols.push(match symbol {
                None => 0..0,
                Some([segment, at, size]) => {
                    let segment = self.segments.get(*segment as usize).context("no segment")?;
                    ensure!((at + size) as usize <= segment.bytes.len(), "symbol out of bounds");
                    segment.from + at..segment.from + at + size
                }
            });
        }
        Ok(())
    }

    fn note_links(&mut self, sections: &Sections) -> Result<()> {
        for entry in &sections.in_data {
            if entry.ty != RelocationType::MemoryAddrI32 {
                ensure!(
                    entry.ty == RelocationType::TableIndexI32,
                    "relocations of data that this program does not know: {:?}",
                    entry.ty
                );
                continue;
            }
            let at = sections.data_from + entry.offset as usize;
            let places = sections.data.iter().zip(&self.segments);
            let held = places.clone().find(|(range, _)| range.contains(&at));
            let (range, segment) = held.context("a relocation of data outside of it")?;
            let from = at - range.start;
            let told = segment.bytes.get(from..from + 4).context("a relocation cut short")?;
            let told = u32::from_le_bytes([told[0], told[1], told[2], told[3]]);
            let symbol = self.symbol(entry, told)?;
            let address = segment.from + u32::try_from(from)?;
            self.links.entry(address).or_default().insert(symbol);
        }
        Ok(())
    }

    /// The symbol of a relocation, having seen that the address written there is the symbol's.
    fn symbol(&self, entry: &RelocationEntry, told: u32) -> Result<usize> {
        let place = entry.index as usize;
        let symbol = self.symbols.get(place).context("a relocation of no symbol")?;
        let address = i64::from(symbol.start) + entry.addend;
        // What is not defined lies at 0.
        ensure!(
            i64::from(told) == address,
            "an address that is not its symbol's: {told} instead of {address}"
        );
        Ok(place)
    }

    fn note_uses(&mut self, sections: &Sections, place: usize, bytes: &[u8]) -> Result<()> {
        let body = &sections.bodies[place];
        let name = sections.name(place + sections.imported);
        let mut uses = BTreeSet::new();
        // What was pushed since the last instruction that is not understood here.
        let mut pushed: Vec<Option<usize>> = Vec::new();
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let from = operators.original_position();
            let operator = operators.read()?;
            let to = operators.original_position();
            let found = self.named_in(sections, from..to, bytes)?;
            match operator {
                Operator::I32Const { .. }
                | Operator::I64Const { .. }
                | Operator::F32Const { .. }
                | Operator::F64Const { .. }
                | Operator::LocalGet { .. }
                | Operator::GlobalGet { .. } => pushed.push(found),
                Operator::Call { function_index } => {
                    let [takes, gives] = sections.arity(function_index)?;
                    let callee = sections.name(function_index as usize);
                    let taken = pushed.split_off(pushed.len().saturating_sub(takes));
                    uses.extend(
                        taken
                            .into_iter()
                            .flatten()
                            .map(|symbol| Use { symbol, handed_to: Some(callee.clone()) }),
                    );
                    pushed.resize(pushed.len() + gives, None);
                }
                _ => {
                    let all = pushed.drain(..).chain([found]).flatten();
                    uses.extend(all.map(|symbol| Use { symbol, handed_to: None }));
                }
            }
        }
        // Two functions may have one name: they count as one.
        self.uses.entry(name).or_default().extend(uses);
        Ok(())
    }

    /// The symbol that an instruction names, if any.
    fn named_in(
        &self,
        sections: &Sections,
        instruction: Range<usize>,
        bytes: &[u8],
    ) -> Result<Option<usize>> {
        let at = |entry: &RelocationEntry| sections.code_from + entry.offset as usize;
        let from = sections.in_code.partition_point(|entry| at(entry) < instruction.start);
        let mut named = None;
        for entry in &sections.in_code[from..] {
            if at(entry) >= instruction.end {
                break;
            }
            match entry.ty {
                RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb => {
                    ensure!(named.is_none(), "an instruction that names two symbols");
                    named = Some(self.symbol(entry, padded(bytes, at(entry))?)?);
                }
                RelocationType::FunctionIndexLeb
                | RelocationType::TableIndexSleb
                | RelocationType::TypeIndexLeb
                | RelocationType::GlobalIndexLeb
                | RelocationType::TableNumberLeb => {}
                other => bail!("relocations of code that this program does not know: {other:?}"),
            }
        }
        Ok(named)
    }
}

/// A number that the linker wrote in five bytes, whatever its size.
fn padded(bytes: &[u8], at: usize) -> Result<u32> {
    let written = bytes.get(at..at + 5).context("a relocation cut short")?;
    ensure!(written[..4].iter().all(|byte| byte & 0x80 != 0), "a relocation of no padded number");
    let digits = written.iter().zip([0, 7, 14, 21, 28]);
    Ok(digits.fold(0, |sum, (byte, shift)| sum | u32::from(byte & 0x7f).wrapping_shl(shift)))
}

impl<'a> Sections<'a> {
    fn note(&mut self, payload: Payload<'a>, linked: &mut Linked) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => {
                for of_type in types.into_iter_err_on_gc_types() {
                    let of_type = of_type?;
                    self.types.push([of_type.params().len(), of_type.results().len()]);
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if let TypeRef::Func(of_type) = import?.ty {
                        self.of_type.push(of_type);
                    }
                }
                self.imported = self.of_type.len();
            }
            Payload::FunctionSection(functions) => {
                for of_type in functions {
                    self.of_type.push(of_type?);
                }
            }
            Payload::CodeSectionStart { range, .. } => self.code_from = range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(data) => self.note_data(data, linked)?,
            Payload::CustomSection(section) => self.note_custom(&section)?,
            _ => {}
        }
        Ok(())
    }

    fn note_data(&mut self, data: DataSectionReader<'a>, linked: &mut Linked) -> Result<()> {
        self.data_from = data.range().start;
        for segment in data {
            let segment = segment?;
            let DataKind::Active { memory_index: 0, offset_expr } = segment.kind else {
                bail!("data that this program does not know how to divide");
            };
            let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                bail!("data whose address is not a number");
            };
            self.data.push(segment.range.end - segment.data.len()..segment.range.end);
            linked.segments.push(Segment {
                from: u32::try_from(value)?,
                bytes: segment.data.to_vec(),
                is_constant: false,
            });
        }
        Ok(())
    }

    fn note_custom(&mut self, section: &CustomSectionReader<'a>) -> Result<()> {
        match section.as_known() {
            KnownCustom::Name(parts) => {
                for part in parts {
                    if let Name::Function(names) = part? {
                        for name in names {
                            let name = name?;
                            self.names.insert(name.index, shown(name.name));
                        }
                    }
                }
            }
            KnownCustom::Reloc(relocations) => {
                let into = match section.name() {
                    "reloc.CODE" => &mut self.in_code,
                    "reloc.DATA" => &mut self.in_data,
                    _ => return Ok(()),
                };
                for entry in relocations.entries() {
                    into.push(entry?);
                }
                into.sort_by_key(|entry| entry.offset);
            }
            KnownCustom::Linking(parts) => {
                for part in parts.subsections() {
                    self.note_linking(part?)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn note_linking(&mut self, part: Linking<'a>) -> Result<()> {
        match part {
            Linking::SegmentInfo(segments) => {
                for segment in segments {
                    self.constant.push(segment?.name.starts_with(".rodata"));
                }
            }
            Linking::SymbolTable(symbols) => {
                for symbol in symbols {
                    self.symbols.push(match symbol? {
                        SymbolInfo::Data { symbol: Some(data), .. } => {
                            Some([data.index, data.offset, data.size])
                        }
                        _ => None,
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn name(&self, function: usize) -> String {
        let named = u32::try_from(function).ok().and_then(|number| self.names.get(&number));
        named.cloned().unwrap_or_else(|| format!("function {function}"))
    }

    /// How many values a function takes and gives.
    fn arity(&self, function: u32) -> Result<[usize; 2]> {
        let of_type = self.of_type.get(function as usize).context("a call of no function")?;
        self.types.get(*of_type as usize).copied().context("a function of no type")
    }
}

/// A function's name as wasm-bindgen rewrites it.
fn shown(name: &str) -> String {
    rustc_demangle::try_demangle(name).map_or_else(|_| name.to_owned(), |name| name.to_string())
}
