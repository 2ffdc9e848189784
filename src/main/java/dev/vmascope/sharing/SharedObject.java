package dev.vmascope.sharing;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.MappingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An object that processes map, with the bytes that they map together. Bytes that several of them
/// map count once. It grows while listings are read; used by one thread.
public final class SharedObject {
  private static final int MOST_MAPPERS = 100;

  private final Key key;
  private final Backing backing;
  private final List<Mapper> mappers = new ArrayList<>();

  /// The mapped parts in bytes of the object, end by start, apart from each other.
  private final TreeMap<Long, Long> mapped = new TreeMap<>(Long::compareUnsigned);

  private int processes;
  private int mappings;
  private int lastPid;
  private long virtualBytes;
  private boolean exact = true;
  private @Nullable Mapping executable;
  private int executableIn;

  /// The key that makes an object the same in two processes. Anonymous inodes, devices and sockets
  /// are never the same: many have one inode.
  ///
  /// @param device as the first process that maps it has it in maps
  /// @param inode likewise
  /// @param namespace the IPC namespace of a SysV segment, whose numbers are its own; empty for
  ///   other kinds, and where it is not known
  /// @param identity the text that distinguishes it from others of this device and inode
  public record Key(
      MappingKind kind, Device device, long inode, String namespace, FileIdentity identity) {
    Key of(FileIdentity.Basis basis, String text) {
      return new Key(kind, device, inode, namespace, new FileIdentity(basis, text));
    }
  }

  /// A process that maps the object.
  ///
  /// @param virtualBytes the size of its mappings of the object
  public record Mapper(int pid, int mappings, long virtualBytes) {}

  /// @param backing the backing as the first process that maps it shows it
  SharedObject(Key key, Backing backing) {
    this.key = key;
    this.backing = backing;
  }

  /// Adds a mapping of the object. Those of a process come one after another.
  ///
  /// @param room whether one more part, and one more process, may be kept
  /// @return the number of parts and processes that are kept in addition
  int add(int pid, Mapping mapping, boolean room) {
    int before = mapped.size() + mappers.size();
    if (pid != lastPid) {
      lastPid = pid;
      processes++;
    }
    mappings++;
    virtualBytes += mapping.sizeBytes();
    if (mapping.permissions().executable() && executable == null) {
      executable = mapping;
      executableIn = pid;
    }
    addMapper(pid, mapping.sizeBytes(), room);
    long end = mapping.offset() + mapping.sizeBytes();
    // Offsets are unsigned, and may reach up to the last.
    addInterval(mapping.offset(), later(end, mapping.offset()), room);
    return mapped.size() + mappers.size() - before;
  }

  private void addMapper(int pid, long bytes, boolean room) {
    Mapper last = mappers.isEmpty() ? null : mappers.getLast();
    if (last != null && last.pid() == pid) {
      mappers.set(
          mappers.size() - 1, new Mapper(pid, last.mappings() + 1, last.virtualBytes() + bytes));
    } else if (room && mappers.size() < MOST_MAPPERS) {
      mappers.add(new Mapper(pid, 1, bytes));
    }
  }

  private void addInterval(long from, long to, boolean room) {
    long start = from;
    long end = to;
    Map.Entry<Long, Long> before = mapped.floorEntry(start);
    if (before != null && Long.compareUnsigned(before.getValue(), start) >= 0) {
      start = before.getKey();
      end = later(end, before.getValue());
    }
    Map.Entry<Long, Long> next = mapped.ceilingEntry(start);
    while (next != null && Long.compareUnsigned(next.getKey(), end) <= 0) {
      end = later(end, next.getValue());
      mapped.remove(next.getKey());
      next = mapped.ceilingEntry(start);
    }
    if (room || mapped.isEmpty()) {
      mapped.put(start, end);
    } else {
      exact = false;
    }
  }

  private static long later(long one, long other) {
    return Long.compareUnsigned(one, other) >= 0 ? one : other;
  }

  public Key key() {
    return key;
  }

  /// Its path or name.
  public Backing backing() {
    return backing;
  }

  /// The number of processes that map it.
  public int processes() {
    return processes;
  }

  /// The number of its mappings.
  public int mappings() {
    return mappings;
  }

  /// The first processes that map it, at most a hundred.
  public List<Mapper> mappers() {
    return List.copyOf(mappers);
  }

  /// The size of all its mappings together; bytes that several map count for each.
  public long virtualBytes() {
    return virtualBytes;
  }

  /// The number of its bytes that any process maps, each counted once.
  public long mappedBytes() {
    long sum = 0;
    for (Map.Entry<Long, Long> interval : mapped.entrySet()) {
      sum += interval.getValue() - interval.getKey();
    }
    return sum;
  }

  /// Whether [#mappedBytes] counts all of it; else there were too many separate parts to keep.
  public boolean isExact() {
    return exact;
  }

  /// A mapping of it that can be executed; `null` if there is none.
  public @Nullable Mapping executable() {
    return executable;
  }

  /// The process that has [#executable].
  public int executableIn() {
    return executableIn;
  }
}
