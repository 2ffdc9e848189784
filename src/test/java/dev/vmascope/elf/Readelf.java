package dev.vmascope.elf;

import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `readelf` of binutils says of an object, in lines, and the same of what was parsed here.
final class Readelf {
  private static final Pattern SECTION =
      Pattern.compile(
          "\\[ *\\d+\\] (\\S*) *([A-Z_][A-Z_0-9]*(?: SECTION INDICES)?) +([0-9a-f]{8,16}) ([0-9a-f]{6,}) ([0-9a-f]{6,}) ([0-9a-f]{2,}) +([A-Za-z]*) +(\\d+) +(\\d+) +(\\d+)");
  private static final Pattern SEGMENT =
      Pattern.compile(
          " *([A-Z_]+) +(0x[0-9a-f]+) (0x[0-9a-f]+) (0x[0-9a-f]+) (0x[0-9a-f]+) (0x[0-9a-f]+) ([RWE ]{3}) (0x[0-9a-f]+|0)");
  private static final Pattern DYNAMIC =
      Pattern.compile(" 0x([0-9a-f]+) \\(([A-Z_0-9]+)\\)(?:.*\\[(.*)\\])?.*");
  private static final Pattern FIELD =
      Pattern.compile(" +(Class|Type|Machine|Entry point address|Flags|OS/ABI):.*");

  private Readelf() {}

  private static List<String> lines(Path object, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("readelf", "-W"));
    command.addAll(List.of(options));
    command.add(object.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  private static long hex(String digits) {
    return Address.parse(digits);
  }

  /// The lines of the segments, sections, dynamic entries and notes.
  static List<String> of(Path object) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line : lines(object, "-l", "-S", "-d", "-n", "-h")) {
      Matcher field = FIELD.matcher(line);
      Matcher section = SECTION.matcher(line);
      Matcher segment = SEGMENT.matcher(line);
      Matcher dynamic = DYNAMIC.matcher(line);
      if (line.contains("Build ID: ")) {
        said.add("build id " + line.substring(line.indexOf("Build ID: ") + 10));
      } else if (line.contains(" ABI: ") && line.contains("OS: ")) {
        said.add("abi " + line.replaceAll(".*OS: (.*), ABI: (.*)", "$1 $2"));
      } else if (line.contains("x86 feature: ")) {
        said.add("features " + line.replaceAll(".*x86 feature: (.*)", "$1"));
      } else if (field.matches()) {
        header(line.strip().replaceAll(" {2,}", " ")).ifPresentOrElse(said::add, () -> {});
      } else if (section.find()) {
        said.add(
            section(
                section.group(1),
                // Its number has other meanings on other machines.
                section.group(2).replace("X86_64_UNWIND", "0x70000001"),
                hex(section.group(3)),
                hex(section.group(4)),
                hex(section.group(5)),
                hex(section.group(6)),
                section.group(7).replaceAll("[RD]", "o").replace('l', 'p'),
                section.group(8) + " " + section.group(9) + " " + section.group(10)));
      } else if (segment.matches()) {
        said.add(
            segment(
                segment.group(1),
                hex(segment.group(2)),
                hex(segment.group(3)),
                hex(segment.group(4)),
                hex(segment.group(5)),
                hex(segment.group(6)),
                segment.group(7),
                segment.group(8).equals("0") ? 0 : hex(segment.group(8))));
      } else if (dynamic.matches()) {
        String text = dynamic.group(3);
        said.add("dynamic " + dynamic.group(2) + (text == null ? "" : " " + text));
      }
    }
    return said;
  }

  private static Optional<String> header(String line) {
    if (line.startsWith("Entry point address: ")) {
      return Optional.of("entry " + hex(line.substring(21)));
    }
    if (line.startsWith("Class: ")) {
      return Optional.of("class " + line.substring(7));
    }
    if (line.startsWith("Type: ")) {
      return Optional.of("type " + line.substring(6).replaceAll(" .*", ""));
    }
    return Optional.empty();
  }

  private static String section(
      String name,
      String type,
      long address,
      long offset,
      long size,
      long entry,
      String flags,
      String rest) {
    return String.join(
        " ",
        List.of(
            "section",
            name,
            type,
            Long.toHexString(address),
            Long.toHexString(offset),
            Long.toHexString(size),
            Long.toHexString(entry),
            flags,
            rest));
  }

  private static String segment(
      String type,
      long offset,
      long address,
      long physical,
      long file,
      long memory,
      String flags,
      long align) {
    return String.join(
        " ",
        List.of(
            "segment",
            type,
            Long.toHexString(offset),
            Long.toHexString(address),
            Long.toHexString(physical),
            Long.toHexString(file),
            Long.toHexString(memory),
            flags,
            Long.toHexString(align)));
  }

  /// The same lines of a parsed object.
  static List<String> of(ElfObject object) {
    List<String> said = new ArrayList<>();
    ElfHeader header = object.header();
    said.add("class " + (header.layout().wide() ? "ELF64" : "ELF32"));
    said.add("type " + (header.type() == 3 ? "DYN" : header.type() == 2 ? "EXEC" : "REL"));
    said.add("entry " + header.entry());
    for (Section section : object.sections()) {
      said.add(
          section(
              section.name().map(RawText::text).orElse(""),
              TableNames.section(section.type()),
              section.address(),
              section.offset(),
              section.sizeBytes(),
              section.entryBytes(),
              TableNames.sectionFlags(section.flags()),
              section.link() + " " + section.info() + " " + section.align()));
    }
    for (ProgramHeader segment : object.programHeaders()) {
      said.add(
          segment(
              TableNames.segment(segment.type()),
              segment.offset(),
              segment.virtualAddress(),
              segment.physicalAddress(),
              segment.fileBytes(),
              segment.memoryBytes(),
              TableNames.segmentFlags(segment.flags()),
              segment.align()));
    }
    for (DynamicEntry entry : object.dynamicEntries()) {
      said.add(
          "dynamic "
              + DynamicTags.name(entry.tag())
              + entry.text().map(text -> " " + text.text()).orElse(""));
    }
    for (Note note : object.notes()) {
      if (note.isGnu(Note.BUILD_ID)) {
        said.add("build id " + note.content());
      } else if (note.isGnu(Note.ABI_TAG)) {
        said.add("abi " + NoteText.text(note, header).orElse(""));
      } else if (note.isGnu(Note.PROPERTY)) {
        NoteText.text(note, header).ifPresent(text -> said.add("features " + text));
      }
    }
    return said;
  }
}
