package dev.vmascope.capture;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The zones of an address space, each moved by a random distance. Zones are apart by at least a
/// 128th of the address space, which is a tebibyte on x86-64. Inside a zone all distances stay, and
/// zones keep their order. What lies lower than such a distance stays where it is: a program chose
/// that place itself (`gcc -no-pie`, the heaps of Go and Java); and so does the kernel's half.
final class AddressZones {
  /// The step that keeps the alignment of an arena of glibc, by which its category is known.
  private static final long ARENA = 1L << 26;

  private static final long PAGE = 1 << 12;
  private static final int PAGES_OF_ARENA = (int) (ARENA / PAGE);
  private static final int BITS_OF_32 = 32;

  /// The part of the top that stays free.
  private static final long MARGIN = 1 << 16;

  private final List<Zone> zones = new ArrayList<>();
  private final int bits;
  private final long pageBytes;

  /// A zone, with the places of its boundaries between two multiples of an arena.
  private static final class Zone {
    final long start;
    final BitSet places = new BitSet(PAGES_OF_ARENA);
    long end;
    long distance;

    Zone(long start) {
      this.start = start;
      end = start;
    }

    void add(AddressRange range) {
      end = Math.max(end, range.end());
      places.set(place(range.start()));
      places.set(place(range.end()));
    }

    private static int place(long address) {
      return (int) (address / PAGE % PAGES_OF_ARENA);
    }

    long distanceTo(long address) {
      return Math.max(0, Math.max(start - address, address - end));
    }
  }

  private AddressZones(int bits, long pageBytes) {
    this.bits = bits;
    this.pageBytes = pageBytes;
  }

  /// The zones of a listing.
  ///
  /// @param maps the listing, each time from its start
  /// @throws dev.vmascope.mapping.text.MalformedException if it is no maps listing
  static AddressZones of(
      Supplier<InputStream> maps, String source, long pageBytes, RandomGenerator random)
      throws IOException {
    long top = 0;
    MapsParser all = new MapsParser(maps.get(), source);
    for (MapsLine line = all.next(); line != null; line = all.next()) {
      top = Math.max(top, line.mapping().range().end());
    }
    int bits = Math.max(BITS_OF_32, Long.SIZE - Long.numberOfLeadingZeros(top));
    AddressZones zones = new AddressZones(bits, pageBytes);
    MapsParser again = new MapsParser(maps.get(), source);
    for (MapsLine line = again.next(); line != null; line = again.next()) {
      zones.add(line.mapping().range());
    }
    zones.move(random);
    return zones;
  }

  /// The least distance of two zones.
  private long apart() {
    return 1L << (bits - 7);
  }

  private void add(AddressRange range) {
    if (range.start() < 0) {
      return;
    }
    // Random pages may lead from what is low to what is high without a gap (V8).
    if (zones.isEmpty()
        || range.start() - zones.getLast().end >= apart()
        || (zones.getLast().start < apart() && range.start() >= apart())) {
      zones.add(new Zone(range.start()));
    }
    zones.getLast().add(range);
  }

  private void move(RandomGenerator random) {
    for (int i = 0; i < zones.size(); i++) {
      Zone zone = zones.get(i);
      if (zone.start >= apart()) {
        long below = i == 0 ? 0 : zones.get(i - 1).end;
        // Each of two neighbours has half of the gap between them.
        long down = (zone.start - below) / 2 - MARGIN;
        long up =
            i == zones.size() - 1
                ? (1L << bits) - MARGIN - zone.end
                : (zones.get(i + 1).start - zone.end) / 2 - MARGIN;
        zone.distance = distance(zone, Math.max(0, down), Math.max(0, up), random);
      }
    }
  }

  private long distance(Zone zone, long down, long up, RandomGenerator random) {
    boolean mayHaveArenas = bits > BITS_OF_32;
    long step = mayHaveArenas && zone.places.get(0) ? ARENA : pageBytes;
    long least = -(down / step);
    long most = up / step;
    long distance = 0;
    for (int i = 0; i < PAGES_OF_ARENA && least < most; i++) {
      distance = random.nextLong(least, most + 1) * step;
      if (distance != 0 && (!mayHaveArenas || step == ARENA || !aligns(zone, distance))) {
        return distance;
      }
    }
    return distance;
  }

  /// Whether a boundary would come to a multiple of an arena, where none was.
  private static boolean aligns(Zone zone, long distance) {
    return zone.places.get((int) Math.floorMod(-(distance / PAGE), (long) PAGES_OF_ARENA));
  }

  /// The range after the move.
  AddressRange moved(AddressRange range) {
    long distance = distanceOf(range.start());
    return new AddressRange(range.start() + distance, range.end() + distance);
  }

  /// The address after the move; one outside of all zones moves with the nearest.
  long moved(long address) {
    return address + distanceOf(address);
  }

  /// The end of a range after the move.
  long movedEnd(long end) {
    return end == 0 ? 0 : moved(end - 1) + 1;
  }

  private long distanceOf(long address) {
    if (address < apart()) {
      // Below all zones, or in the kernel's half.
      return 0;
    }
    @Nullable Zone nearest = null;
    for (Zone zone : zones) {
      if (nearest == null || zone.distanceTo(address) < nearest.distanceTo(address)) {
        nearest = zone;
      }
    }
    return nearest == null ? -address : nearest.distance;
  }
}
