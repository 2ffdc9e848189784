package dev.vmascope.diff;

import dev.vmascope.mapping.space.ClassifiedMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// An address space of a few mappings that changes at random, by what system calls do to it.
final class RandomSpace {
  private static final int PAGES = 64;
  private static final String[] PERMISSIONS = {"rw-p", "r--p", "---p", "r-xp", "rw-s"};

  /// A page of memory. Pages beside each other make up one mapping if all but the place is equal.
  ///
  /// @param base of an object: the page at which its first one lies
  private record Page(String permissions, String object, int base) {}

  private final Random random;
  private final Map<Integer, Page> pages = new TreeMap<>();

  RandomSpace(Random random) {
    this.random = random;
    for (int i = 0; i < 8; i++) {
      map();
    }
  }

  /// Does to it what one to four calls do.
  void change() {
    for (int calls = 1 + random.nextInt(4); calls > 0; calls--) {
      switch (random.nextInt(7)) {
        case 0 -> map();
        case 1 -> unmap(random.nextInt(PAGES), length());
        case 2 -> protect();
        case 3 -> move();
        case 4 -> grow();
        case 5 -> delete();
        default -> rename();
      }
    }
  }

  private int length() {
    return 1 + random.nextInt(8);
  }

  private void map() {
    int start = random.nextInt(PAGES);
    int length = length();
    String object =
        switch (random.nextInt(6)) {
          case 0 -> "fe:00 7 /f";
          case 1 -> "fe:00 8 /g";
          case 2 -> "00:00 0 [anon:x]";
          case 3 -> "00:00 0 [heap]";
          default -> "00:00 0 ";
        };
    String permissions = PERMISSIONS[random.nextInt(PERMISSIONS.length)];
    int base = object.contains("/") ? start - random.nextInt(3) : 0;
    for (int page = start; page < Math.min(PAGES, start + length); page++) {
      pages.put(page, new Page(permissions, object, Math.max(base, 0)));
    }
  }

  private void unmap(int start, int length) {
    for (int page = start; page < start + length; page++) {
      pages.remove(page);
    }
  }

  private void protect() {
    int start = random.nextInt(PAGES);
    String permissions = PERMISSIONS[random.nextInt(PERMISSIONS.length)];
    for (int page = start; page < start + 4; page++) {
      pages.computeIfPresent(page, (_, old) -> new Page(permissions, old.object, old.base));
    }
  }

  private void move() {
    int start = random.nextInt(PAGES);
    int by = random.nextInt(PAGES) - start;
    for (int page = start; page < start + 4; page++) {
      Page moved = pages.get(page);
      int target = page + by;
      if (moved != null && target >= 0 && target < PAGES && moved.base + by >= 0) {
        pages.remove(page);
        int base = moved.object.contains("/") ? moved.base + by : 0;
        pages.put(target, new Page(moved.permissions, moved.object, base));
      }
    }
  }

  private void grow() {
    int start = random.nextInt(PAGES);
    Page last = pages.get(start);
    for (int page = start + 1; last != null && page < Math.min(PAGES, start + 5); page++) {
      pages.putIfAbsent(page, last);
    }
  }

  /// Deletes a file: all its mappings say so.
  private void delete() {
    pages.replaceAll((_, page) ->
        page.object.endsWith("/g")
            ? new Page(page.permissions, page.object + " (deleted)", page.base)
            : page);
  }

  private void rename() {
    int start = random.nextInt(PAGES);
    for (int page = start; page < start + 4; page++) {
      pages.computeIfPresent(
          page,
          (_, old) ->
              old.object.contains("/")
                  ? old
                  : new Page(old.permissions, "00:00 0 [anon:x]", old.base));
    }
  }

  /// The mappings, as the kernel lists them.
  List<ClassifiedMapping> mappings() {
    List<String> lines = new ArrayList<>();
    Integer start = null;
    for (int page = 0; page <= PAGES; page++) {
      Page here = pages.get(page);
      Page below = pages.get(page - 1);
      if (below != null && !below.equals(here)) {
        lines.add(line(start == null ? page : start, page, below));
      }
      if (here != null && !here.equals(below)) {
        start = page;
      }
    }
    return lines.isEmpty() ? List.of() : AddressSpaces.listing(lines.toArray(String[]::new));
  }

  private static String line(int start, int end, Page page) {
    long offset = page.object.contains("/") ? start - page.base : 0;
    return "%x000-%x000 %s %08x %s"
        .formatted(0x400 + start, 0x400 + end, page.permissions, offset << 12, page.object)
        .strip();
  }
}
