package dev.vmascope.capture;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.NumaEntry;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.proc.NumaMapsParser;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.KernelBytes;
import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The redaction of the files of one capture, in each of them alike. A line that does not have the
/// form of the kernel's is an error: nothing is left as it is because it was not understood.
final class Redactor {
  private static final Pattern SPAN =
      Pattern.compile("(?s)([0-9a-f]{8,16})-([0-9a-f]{8,16}) ([^\n]*\\[rollup]\n.*)");
  private static final Pattern NAME = Pattern.compile("\\AName:\t[^\n]*\n");
  private static final int LARGEST_PAGE = 1 << 16;
  private static final int LONGEST_ROLLUP = 1 << 16;

  private final Optional<NameRedaction> names;
  private final Optional<AddressZones> addresses;
  private final String process;

  private Redactor(
      Optional<NameRedaction> names, Optional<AddressZones> addresses, RawText process) {
    this.names = names;
    this.addresses = addresses;
    this.process = process.latin1();
  }

  /// A redaction of these kinds, with random keys and distances.
  ///
  /// @param maps the listing from which the zones of addresses are taken; empty without memory
  /// @throws MalformedException if it is no maps listing
  static Redactor of(Set<Redaction> kinds, ProcessReading process, Optional<KernelBytes> maps)
      throws IOException {
    SecureRandom random = new SecureRandom();
    byte[] key = new byte[32];
    random.nextBytes(key);
    Supplier<InputStream> listing =
        () -> maps.map(KernelBytes::stream).orElseGet(InputStream::nullInputStream);
    int pageBytes = process.pageBytes().orElse(LARGEST_PAGE);
    return new Redactor(
        kinds.contains(Redaction.NAMES) ? Optional.of(new NameRedaction(key)) : Optional.empty(),
        kinds.contains(Redaction.ADDRESSES)
            ? Optional.of(AddressZones.of(listing, "maps", pageBytes, random))
            : Optional.empty(),
        process.stat().name());
  }

  /// Whether it replaces nothing.
  boolean isNone() {
    return names.isEmpty() && addresses.isEmpty();
  }

  /// A name that stands for itself, of a process or a machine.
  String word(String name) {
    return names.map(redaction -> redaction.word(name)).orElse(name);
  }

  /// A small file.
  ///
  /// @param file its name in the folder of the process
  /// @throws MalformedException if it does not have the form that it should
  byte[] file(String file, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String redacted =
        switch (file) {
          case "stat" -> StatRedaction.redact(text, this::word, addresses);
          case "status" -> status(text);
          case "cgroup" -> cgroup(text);
          default -> text;
        };
    return redacted.getBytes(StandardCharsets.ISO_8859_1);
  }

  private String status(String text) {
    if (names.isEmpty()) {
      return text;
    }
    Matcher name = NAME.matcher(text);
    if (!name.find()) {
      throw new MalformedException("status", 1, 1, "Name:", text);
    }
    return "Name:\t" + word(process) + "\n" + text.substring(name.end());
  }

  private String cgroup(String text) {
    if (names.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (String line : text.lines().toList()) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        throw new MalformedException("cgroup", 1, 1, "id:controllers:path", line);
      }
      out.append(parts[0]).append(':').append(parts[1]).append(':');
      out.append(names.get().group(parts[2])).append('\n');
    }
    return out.toString();
  }

  /// Writes a listing.
  ///
  /// @param bytes the listing, from its start
  /// @throws MalformedException if it does not have the form that it should
  void listing(ListingReading reading, InputStream bytes, OutputStream out) throws IOException {
    String source = reading.file().fileName();
    boolean brokeOff = reading.listing().kind() == OutcomeKind.PARTIAL;
    switch (reading.file()) {
      case MAPS -> {
        MapsParser lines = new MapsParser(bytes, source);
        for (MapsLine line = lines.next(); line != null; line = lines.next()) {
          write(out, line.with(mapping(line.mapping())).print());
        }
      }
      case SMAPS -> {
        SmapsParser entries = new SmapsParser(bytes, source, brokeOff);
        for (SmapsEntry entry = entries.next(); entry != null; entry = entries.next()) {
          write(out, entry.with(mapping(entry.mapping())).print());
        }
      }
      case NUMA_MAPS -> {
        NumaMapsParser entries = new NumaMapsParser(bytes, source, brokeOff);
        for (NumaEntry entry = entries.next(); entry != null; entry = entries.next()) {
          write(out, numa(entry) + "\n");
        }
      }
      case SMAPS_ROLLUP ->
          write(
              out,
              rollup(new String(bytes.readNBytes(LONGEST_ROLLUP), StandardCharsets.ISO_8859_1)));
      case STAT, STATM, STATUS, CMDLINE, CGROUP, LIMITS, OOM_SCORE, OOM_SCORE_ADJ, PAGEMAP ->
          throw new IllegalArgumentException("no listing of a capture: " + source);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Mapping mapping(Mapping mapping) {
    String name = mapping.name().latin1();
    return new Mapping(
        addresses.map(zones -> zones.moved(mapping.range())).orElse(mapping.range()),
        mapping.permissions(),
        addresses.isEmpty() || isIntoObject(mapping) ? mapping.offset() : 0,
        mapping.device(),
        mapping.inode(),
        names.map(redaction -> new RawText(redaction.inMaps(name))).orElse(mapping.name()));
  }

  /// Whether the offset is one into an object. Drivers put anything there, some the address, and so
  /// does the kernel for moved mappings of `/dev/zero` and, long ago, for anonymous memory.
  private static boolean isIntoObject(Mapping mapping) {
    boolean object =
        switch (mapping.backing().kind()) {
          case FILE, MEMFD, SYSV, SHARED_ANONYMOUS -> true;
          case HEAP, STACK, ANONYMOUS, HUGETLB, DEVICE, ANON_INODE, KERNEL, OTHER -> false;
        };
    return object && mapping.offset() != mapping.range().start();
  }

  private String numa(NumaEntry entry) {
    String line = entry.printed().latin1();
    String rest = line.substring(line.indexOf(' '));
    if (names.isPresent()) {
      StringBuilder words = new StringBuilder();
      for (String word : rest.substring(1).split(" ", -1)) {
        boolean file = word.startsWith("file=");
        words.append(' ');
        words.append(file ? "file=" + names.get().inNumaMaps(word.substring(5)) : word);
      }
      rest = words.toString();
    }
    return "%08x"
            .formatted(addresses.map(zones -> zones.moved(entry.start())).orElse(entry.start()))
        + rest;
  }

  private String rollup(String text) {
    if (addresses.isEmpty() || text.isEmpty()) {
      return text;
    }
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw new MalformedException("smaps_rollup", 1, 1, "a span", text);
    }
    return "%08x-%08x %s"
        .formatted(
            addresses.get().moved(Long.parseUnsignedLong(span.group(1), 16)),
            addresses.get().movedEnd(Long.parseUnsignedLong(span.group(2), 16)),
            span.group(3));
  }
}
