package dev.vmascope.diff.run;

import dev.vmascope.diff.AddressSpaces;
import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A program made at random, of blocks of mappings, that each run places elsewhere: the area of
/// `mmap` in another order too.
final class RandomProgram {
  private static final String[] PERMISSIONS = {"rw-p", "r--p", "---p", "r-xp"};

  private final Random random;
  private final List<List<Part>> program = new ArrayList<>();
  private final List<List<Part>> area = new ArrayList<>();
  private int heapPages;
  private int stackPages;

  /// Some pages of a block; those of one block lie next to each other.
  private record Part(int pages, String permissions, String object, int offset) {}

  RandomProgram(Random random) {
    this.random = random;
    program.add(object("/usr/bin/program"));
    heapPages = 1 + random.nextInt(50);
    stackPages = 10 + random.nextInt(30);
    for (int i = 4 + random.nextInt(8); i > 0; i--) {
      area.add(block());
    }
  }

  private List<Part> block() {
    return switch (random.nextInt(7)) {
      case 0, 1, 2 -> object("/usr/lib/lib" + (char) ('a' + random.nextInt(8)) + ".so.1");
      case 3 -> List.of(new Part(1, "---p", "00:00 0", 0), new Part(2048, "rw-p", "00:00 0", 0));
      case 4 -> List.of(new Part(size(), "rw-p", "00:00 0 [anon:cache]", 0));
      case 5 -> List.of(new Part(size(), "rw-s", "00:01 " + size() + " /memfd:x (deleted)", 0));
      default -> List.of(new Part(size(), "rw-p", "00:00 0", 0));
    };
  }

  private int size() {
    return 1 + random.nextInt(20);
  }

  private List<Part> object(String path) {
    List<Part> parts = new ArrayList<>();
    int offset = 0;
    for (String permissions : List.of("r--p", "r-xp", "r--p", "rw-p")) {
      int pages = 1 + random.nextInt(4);
      parts.add(new Part(pages, permissions, "fe:00 " + (7 + path.length()) + " " + path, offset));
      offset += pages;
    }
    if (random.nextBoolean()) {
      parts.add(new Part(size(), "rw-p", "00:00 0", 0));
    }
    return parts;
  }

  /// Another version of the program, or its state at another time.
  void change() {
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(area.size() + 1);
      switch (random.nextInt(6)) {
        case 0 -> area.add(at, block());
        case 1 -> area.remove(at % area.size());
        case 2 -> area.set(at % area.size(), resized(area.get(at % area.size())));
        case 3 -> area.set(at % area.size(), reprotected(area.get(at % area.size())));
        case 4 -> area.replaceAll(block -> random.nextInt(8) == 0 ? ofOtherVersion(block) : block);
        default -> {
          heapPages += random.nextInt(3);
          stackPages += random.nextInt(3);
        }
      }
      if (area.isEmpty()) {
        area.add(block());
      }
    }
  }

  private List<Part> resized(List<Part> block) {
    List<Part> parts = new ArrayList<>(block);
    Part last = parts.removeLast();
    parts.add(new Part(size(), last.permissions, last.object, last.offset));
    return parts;
  }

  private List<Part> reprotected(List<Part> block) {
    List<Part> parts = new ArrayList<>(block);
    Part last = parts.removeLast();
    String permissions = PERMISSIONS[random.nextInt(PERMISSIONS.length)];
    parts.add(new Part(last.pages, permissions, last.object, last.offset));
    return parts;
  }

  private static List<Part> ofOtherVersion(List<Part> block) {
    return block.stream()
        .map(part ->
            new Part(
                part.pages, part.permissions, part.object.replace(".so.1", ".so.2"), part.offset))
        .toList();
  }

  /// The mappings of a run.
  List<ClassifiedMapping> run() {
    List<String> lines = new ArrayList<>();
    long at = lines(0x5550_0000_0000L + base(), program, lines);
    long heap = at + base();
    lines(heap, List.of(List.of(new Part(heapPages, "rw-p", "00:00 0 [heap]", 0))), lines);
    List<List<Part>> shuffled = new ArrayList<>(area);
    Collections.shuffle(shuffled, random);
    lines(0x7f00_0000_0000L + base(), shuffled, lines);
    List<Part> stack = List.of(new Part(stackPages, "rw-p", "00:00 0 [stack]", 0));
    lines(0x7ffc_0000_0000L + base(), List.of(stack), lines);
    return AddressSpaces.listing(lines.toArray(String[]::new));
  }

  private long base() {
    return (1L + random.nextInt(1 << 20)) << 12;
  }

  /// Adds the lines of blocks, from an address on.
  ///
  /// @return the end of the last
  private long lines(long start, List<List<Part>> blocks, List<String> lines) {
    long at = start;
    for (List<Part> block : blocks) {
      for (Part part : block) {
        long end = at + ((long) part.pages << 12);
        lines.add(
            "%x-%x %s %x %s"
                .formatted(at, end, part.permissions, (long) part.offset << 12, part.object));
        at = end;
      }
      at += (long) size() << 12;
    }
    return at;
  }
}
