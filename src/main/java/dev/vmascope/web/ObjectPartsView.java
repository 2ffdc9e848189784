package dev.vmascope.web;

import dev.vmascope.elf.DynamicEntry;
import dev.vmascope.elf.DynamicTags;
import dev.vmascope.elf.ElfHeader;
import dev.vmascope.elf.ElfObject;
import dev.vmascope.elf.HeaderNames;
import dev.vmascope.elf.Note;
import dev.vmascope.elf.NoteText;
import dev.vmascope.elf.ProgramHeader;
import dev.vmascope.elf.Section;
import dev.vmascope.elf.TableNames;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.KernelText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All parts of an object, as `readelf -a` has them, in its words.
record ObjectPartsView(
    HeaderView header,
    @Schema(description = "In the order of the object") List<ProgramHeaderView> programHeaders,
    @Schema(description = "In the order of the object; none, where they have been taken away")
        List<SectionView> sections,
    @Schema(description = "In the order of the object; none, for what is linked statically")
        List<DynamicEntryView> dynamicEntries,
    @Schema(description = "In the order of the object") List<NoteView> notes) {

  /// The header.
  @Schema(name = "ElfHeader")
  record HeaderView(
      @Schema(description = "Width of addresses", example = "64") int bits,
      @Schema(
              description = "Which byte of a number comes first",
              allowableValues = {"little", "big"})
          String byteOrder,
      @Schema(description = "System that it is made for", example = "System V") String osAbi,
      @Schema(description = "Version of that") int abiVersion,
      @Schema(description = "What it is", example = "shared-library") String type,
      @Schema(description = "Instruction set", example = "x86-64") String machine,
      @Schema(description = "Flags of the processor", example = "0x0") String flags,
      @Schema(description = "Where a program starts: an address in the object; absent for none")
          @Nullable String entry,
      @Schema(description = "Where the program headers lie in the object")
          BigInteger programHeadersOffset,
      @Schema(description = "Where the section headers lie in the object; 0 for none")
          BigInteger sectionHeadersOffset) {
    static HeaderView of(ElfObject object) {
      ElfHeader header = object.header();
      return new HeaderView(
          header.layout().wide() ? 64 : 32,
          header.layout().bigEndian() ? "big" : "little",
          HeaderNames.osAbi(header.osAbi()),
          header.abiVersion(),
          HeaderNames.type(object),
          HeaderNames.machine(header.machine()),
          Address.print(header.flags()),
          header.entry() == 0 ? null : Address.print(header.entry()),
          SegmentView.unsigned(header.programHeadersOffset()),
          SegmentView.unsigned(header.sectionsOffset()));
    }
  }

  /// A program header.
  @Schema(name = "ProgramHeader")
  record ProgramHeaderView(
      @Schema(example = "LOAD") String type,
      @Schema(description = "R, W and E, as readelf prints them", example = "R E") String flags,
      @Schema(description = "Offset in the object") String offset,
      @Schema(description = "Address in the object") String virtualAddress,
      @Schema(description = "Bytes in the object") BigInteger fileBytes,
      @Schema(description = "Bytes in memory") BigInteger memoryBytes,
      @Schema(description = "Alignment") BigInteger alignBytes) {
    static ProgramHeaderView of(ProgramHeader header) {
      return new ProgramHeaderView(
          TableNames.segment(header.type()),
          TableNames.segmentFlags(header.flags()),
          Address.print(header.offset()),
          Address.print(header.virtualAddress()),
          SegmentView.unsigned(header.fileBytes()),
          SegmentView.unsigned(header.memoryBytes()),
          SegmentView.unsigned(header.align()));
    }
  }

  /// A section.
  @Schema(name = "ElfSection")
  record SectionView(
      @Schema(description = "Absent where the table of names has none", example = ".text")
          @Nullable String name,
      @Schema(example = "PROGBITS") String type,
      @Schema(description = "Letters, as readelf prints them: A is in memory", example = "AX")
          String flags,
      @Schema(description = "Address in the object; 0x0 for what is not loaded") String address,
      @Schema(description = "Offset in the object") String offset,
      @Schema(description = "Size") BigInteger sizeBytes) {
    static SectionView of(Section section) {
      return new SectionView(
          section.name().map(KernelText::text).orElse(null),
          TableNames.section(section.type()),
          TableNames.sectionFlags(section.flags()),
          Address.print(section.address()),
          Address.print(section.offset()),
          SegmentView.unsigned(section.sizeBytes()));
    }
  }

  /// A dynamic entry.
  @Schema(name = "DynamicEntry")
  record DynamicEntryView(
      @Schema(description = "Without DT_", example = "NEEDED") String tag,
      @Schema(description = "A number, an address in the object, or a place among the strings")
          String value,
      @Schema(description = "The string, for tags that have one", example = "libc.so.6")
          @Nullable String text) {
    static DynamicEntryView of(DynamicEntry entry) {
      return new DynamicEntryView(
          DynamicTags.name(entry.tag()),
          Address.print(entry.value()),
          entry.text().map(KernelText::text).orElse(null));
    }
  }

  /// A note.
  @Schema(name = "ElfNote")
  record NoteView(
      @Schema(example = "GNU") String owner,
      @Schema(example = "NT_GNU_BUILD_ID") String type,
      @Schema(description = "Size of what it says") long sizeBytes,
      @Schema(description = "What it says, hexadecimal; of a long one the first KiB")
          String content,
      @Schema(description = "The same in words, where they are known", example = "Linux 3.2.0")
          @Nullable String text) {
    static NoteView of(Note note, ElfHeader header) {
      return new NoteView(
          note.owner().text(),
          NoteText.type(note),
          note.sizeBytes(),
          note.content(),
          NoteText.text(note, header).orElse(null));
    }
  }

  static ObjectPartsView of(ElfObject object) {
    return new ObjectPartsView(
        HeaderView.of(object),
        object.programHeaders().stream().map(ProgramHeaderView::of).toList(),
        object.sections().stream().map(SectionView::of).toList(),
        object.dynamicEntries().stream().map(DynamicEntryView::of).toList(),
        object.notes().stream().map(note -> NoteView.of(note, object.header())).toList());
  }
}
