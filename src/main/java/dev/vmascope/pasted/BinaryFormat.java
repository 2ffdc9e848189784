package dev.vmascope.pasted;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A binary format that holds mappings, and the command that prints them.
enum BinaryFormat {
  ELF("a core dump or another ELF object", "eu-readelf -n FILE", "\177ELF"),
  MINIDUMP("a minidump", "minidump_dump FILE", "MDMP"),
  CRIU("an image of CRIU", "crit show FILE", "\u0019CVT"),
  PERF("data of perf", "perf script --show-mmap-events -i FILE", "PERFILE"),
  ZIP("an archive", "unzip -p FILE", "PK\3\4"),
  GZIP("a compressed file", "zcat FILE", "\u001f\u008b"),
  ZSTD("a compressed file", "zstdcat FILE", "(\u00b5/\u00fd"),
  XZ("a compressed file", "xzcat FILE", "\u00fd7zXZ"),
  BZIP2("a compressed file", "bzcat FILE", "BZh"),
  LZ4("a compressed file", "lz4cat FILE", "\4\"M\u0018");

  private final String noun;
  private final String command;

  /// The first bytes, one character each.
  private final String magic;

  BinaryFormat(String noun, String command, String magic) {
    this.noun = noun;
    this.command = command;
    this.magic = magic;
  }

  /// The format that the first bytes name, if it is one of these.
  static Optional<BinaryFormat> of(byte[] bytes) {
    String first = new String(bytes, 0, Math.min(bytes.length, 8), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(format -> first.startsWith(format.magic)).findFirst();
  }

  /// The advice on how to get text.
  String advice() {
    return "The body is " + noun + ", not text. Send what this prints: " + command;
  }
}
