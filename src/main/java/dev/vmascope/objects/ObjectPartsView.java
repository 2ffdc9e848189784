package dev.vmascope.objects;

import dev.vmascope.elf.DynamicEntry;
import dev.vmascope.elf.DynamicTags;
import dev.vmascope.elf.ElfHeader;
import dev.vmascope.elf.ElfObject;
import dev.vmascope.elf.ElfPart;
import dev.vmascope.elf.HeaderNames;
import dev.vmascope.elf.Note;
import dev.vmascope.elf.NoteText;
import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.elf.Section;
import dev.vmascope.elf.TableNames;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The parts of an ELF object, in the words of `readelf -a`. A part that could not be read is
/// absent, and named in `object.complaints`.
record ObjectPartsView(
    HeaderView header,
    @Schema(description = "In the order of the object; absent if they could not be read")
        @Nullable List<ProgramHeaderView> programHeaders,
    @Schema(
            description =
                "In the order of the object; none, if they have been stripped; absent if they could not be read")
        @Nullable List<SectionView> sections,
    @Schema(
            description =
                "In the order of the object; none, for a statically linked object; absent if they could not be read")
        @Nullable List<DynamicEntryView> dynamicEntries,
    @Schema(description = "In the order of the object; absent if they could not be read")
        @Nullable List<NoteView> notes) {

  /// The rule for showing addresses in an object to the caller.
  record Addresses(boolean shown) {
    @Nullable String print(long address) {
      return shown ? Address.print(address) : null;
    }
  }

  /// The largest number of entries shown of a part: a hostile object may have many more.
  private static final int MOST_SHOWN = 2048;

  /// The owner of notes without addresses.
  private static final String GNU = "GNU";

  /// The ELF header.
  @Schema(name = "ElfHeader")
  record HeaderView(
      @Schema(description = "Width of addresses", example = "64") int bits,
      @Schema(
              description = "Byte order: whether the low or the high byte comes first",
              allowableValues = {"little", "big"})
          String byteOrder,
      @Schema(description = "Operating system ABI", example = "System V") String osAbi,
      @Schema(description = "Version of the ABI") int abiVersion,
      @Schema(description = "Type of the object", example = "shared-library") String type,
      @Schema(description = "Instruction set", example = "x86-64") String machine,
      @Schema(description = "Flags of the processor", example = "0x0") String flags,
      @Schema(
              description =
                  "Start of the program, as an address in the object; absent if there is none, and without the"
                      + " scope maps:addresses if it is an address of memory too")
          @Nullable String entry,
      @Schema(description = "Offset of the program headers in the object" + SegmentView.BELOW)
          @Nullable Long programHeadersOffset,
      @Schema(
              description =
                  "Offset of the section headers in the object; 0 for none" + SegmentView.BELOW)
          @Nullable Long sectionHeadersOffset) {
    static HeaderView of(ElfObject object, Addresses addresses) {
      ElfHeader header = object.header();
      return new HeaderView(
          header.layout().wide() ? 64 : 32,
          header.layout().bigEndian() ? "big" : "little",
          HeaderNames.osAbi(header.osAbi()),
          header.abiVersion(),
          HeaderNames.type(object),
          HeaderNames.machine(header.machine()),
          Address.print(header.flags()),
          header.entry() == 0 ? null : addresses.print(header.entry()),
          SegmentView.unsigned(header.programHeadersOffset()),
          SegmentView.unsigned(header.sectionsOffset()));
    }
  }

  /// A program header.
  @Schema(name = "ProgramHeader")
  record ProgramHeaderView(
      @Schema(example = "LOAD") String type,
      @Schema(description = "Flags R, W and E, as readelf prints them", example = "R E")
          String flags,
      @Schema(description = "Offset in the object") String offset,
      @Schema(
              description =
                  "Address in the object; absent without the scope maps:addresses if it is the address in memory too")
          @Nullable String virtualAddress,
      @Schema(description = "Size in the object, in bytes" + SegmentView.BELOW)
          @Nullable Long fileBytes,
      @Schema(description = "Size in memory, in bytes" + SegmentView.BELOW)
          @Nullable Long memoryBytes,
      @Schema(description = "Alignment" + SegmentView.BELOW) @Nullable Long alignBytes) {
    static ProgramHeaderView of(ProgramHeader header, Addresses addresses) {
      return new ProgramHeaderView(
          TableNames.segment(header.type()),
          TableNames.segmentFlags(header.flags()),
          Address.print(header.offset()),
          addresses.print(header.virtualAddress()),
          SegmentView.unsigned(header.fileBytes()),
          SegmentView.unsigned(header.memoryBytes()),
          SegmentView.unsigned(header.align()));
    }
  }

  /// A section.
  @Schema(name = "ElfSection")
  record SectionView(
      @Schema(
              description = "Name of the section; absent if the table of names has none",
              example = ".text")
          @Nullable String name,
      @Schema(example = "PROGBITS") String type,
      @Schema(description = "Flags, in the letters of readelf: A is in memory", example = "AX")
          String flags,
      @Schema(
              description =
                  "Address in the object; 0x0 if it is not loaded; absent without the scope maps:addresses if it"
                      + " is the address in memory too")
          @Nullable String address,
      @Schema(description = "Offset in the object") String offset,
      @Schema(description = "Size" + SegmentView.BELOW) @Nullable Long sizeBytes) {
    static SectionView of(Section section, Addresses addresses) {
      return new SectionView(
          section.name().map(RawText::text).orElse(null),
          TableNames.section(section.type()),
          TableNames.sectionFlags(section.flags()),
          addresses.print(section.address()),
          Address.print(section.offset()),
          SegmentView.unsigned(section.sizeBytes()));
    }
  }

  /// An entry of the dynamic section.
  @Schema(name = "DynamicEntry")
  record DynamicEntryView(
      @Schema(description = "Tag without the prefix DT_", example = "NEEDED") String tag,
      @Schema(
              description =
                  "Value: a number, an address in the object, or an offset into the strings; absent without the"
                      + " scope maps:addresses if addresses in the object are those in memory too")
          @Nullable String value,
      @Schema(description = "String, for tags that have one", example = "libc.so.6")
          @Nullable String text) {
    static DynamicEntryView of(DynamicEntry entry, Addresses addresses) {
      return new DynamicEntryView(
          DynamicTags.name(entry.tag()),
          addresses.print(entry.value()),
          entry.text().map(RawText::text).orElse(null));
    }
  }

  /// A note.
  @Schema(name = "ElfNote")
  record NoteView(
      @Schema(example = "GNU") String owner,
      @Schema(example = "NT_GNU_BUILD_ID") String type,
      @Schema(description = "Size of the content, in bytes") long sizeBytes,
      @Schema(
              description =
                  "Content, hexadecimal, at most the first KiB; absent without the scope maps:addresses if it"
                      + " could have addresses of memory")
          @Nullable String content,
      @Schema(description = "Content in words, if they are known", example = "Linux 3.2.0")
          @Nullable String text) {
    static NoteView of(Note note, ElfHeader header, Addresses addresses) {
      return new NoteView(
          note.owner().text(),
          NoteText.type(note),
          note.sizeBytes(),
          addresses.shown() || note.owner().latin1().equals(GNU) ? note.content() : null,
          NoteText.text(note, header).orElse(null));
    }
  }

  /// @param complaints the complaints about parts that are missing or incomplete
  /// @param shown whether addresses in the object are shown
  static ObjectPartsView of(ElfObject object, Map<ElfPart, String> complaints, boolean shown) {
    Addresses addresses = new Addresses(shown);
    Set<ElfPart> broken = complaints.keySet();
    return new ObjectPartsView(
        HeaderView.of(object, addresses),
        part(
            object.programHeaders(),
            broken.contains(ElfPart.PROGRAM_HEADERS),
            header -> ProgramHeaderView.of(header, addresses)),
        part(
            object.sections(),
            broken.contains(ElfPart.SECTIONS),
            section -> SectionView.of(section, addresses)),
        part(
            object.dynamicEntries(),
            broken.contains(ElfPart.PROGRAM_HEADERS) || broken.contains(ElfPart.DYNAMIC_ENTRIES),
            entry -> DynamicEntryView.of(entry, addresses)),
        part(
            object.notes(),
            broken.contains(ElfPart.PROGRAM_HEADERS) || broken.contains(ElfPart.NOTES),
            note -> NoteView.of(note, object.header(), addresses)));
  }

  private static <T, V> @Nullable List<V> part(
      List<T> entries, boolean broken, Function<T, V> view) {
    return broken && entries.isEmpty()
        ? null
        : entries.stream().limit(MOST_SHOWN).map(view).toList();
  }

  /// The entries for truncated parts.
  static List<UnavailableField> leftOut(ElfObject object) {
    return Stream.of(
            leftOut("programHeaders", object.programHeaders()),
            leftOut("sections", object.sections()),
            leftOut("dynamicEntries", object.dynamicEntries()),
            leftOut("notes", object.notes()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<UnavailableField> leftOut(String part, List<?> entries) {
    return entries.size() <= MOST_SHOWN
        ? Optional.empty()
        : Optional.of(
            new UnavailableField(
                "parts." + part + "[]",
                "partial",
                "the first %d of %d are shown: readelf -a has all"
                    .formatted(MOST_SHOWN, entries.size())));
  }
}
