package dev.vmascope.procfs.process;

import dev.vmascope.mapping.Device;
import dev.vmascope.procfs.call.FileCalls;
import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.mount.Mount;
import dev.vmascope.procfs.mount.MountTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The file systems of the files of a process, by the tables of mounts. The tables are that of the
/// process, and that of process 1 for files of another mount namespace or of an overlay's layer.
/// Whether a file system is local is known before anything on it is touched.
public final class FileSystems {
  /// `MFD_NOEXEC_SEAL`, Linux 6.3; without it later kernels print a warning.
  private static final int PLAIN = 0x8;

  private static final int HUGE = 0x4;
  private static final int SMALLEST_HUGE = 14;
  private static final int LARGEST_HUGE = 34;
  private static final int HUGE_SHIFT = 26;

  private final PinnedProcess process;
  private final MountTable own;
  private Optional<MountTable> first = Optional.empty();

  private FileSystems(PinnedProcess process) {
    this.process = process;
    own = MountTable.parse(process.mounts());
  }

  /// The file systems of a process as it is now.
  public static FileSystems of(PinnedProcess process) {
    return new FileSystems(process);
  }

  /// Whether a file with this device in maps lies on a local file system. A device in no table is
  /// local if it is a block device or belongs to shared memory, and counts as remote otherwise.
  public boolean areLocal(Device device) {
    return own.of(device)
        .or(() -> first().of(device))
        .map(Mount::isLocal)
        .orElseGet(() -> device.major() != 0 || Memory.DEVICES.contains(device));
  }

  /// Whether a file system with this device is mounted, as far as the tables show: one with a block
  /// device may be a layer of an overlay file system, and in no table.
  public boolean isMounted(Device device) {
    return device.major() != 0 || own.of(device).or(() -> first().of(device)).isPresent();
  }

  /// Whether a file lies on a local file system.
  public boolean areLocal(FileStatus status) {
    return mount(status).map(Mount::isLocal).orElseGet(() -> areLocal(status.device()));
  }

  /// The uniqueness of inode numbers among files with this device in maps. A device in no table and
  /// without a block device is assumed to have the weakest.
  public Mount.Numbering numbering(Device device) {
    return own.of(device)
        .or(() -> first().of(device))
        .map(Mount::numbering)
        .orElseGet(() ->
            device.major() != 0 || Memory.DEVICES.contains(device)
                ? Mount.Numbering.UNIQUE
                : Mount.Numbering.BY_OTHERS);
  }

  /// The mount by which a file was opened, if it is known.
  public Optional<Mount> mount(FileStatus status) {
    if (status.mount().isEmpty()) {
      return Optional.empty();
    }
    long id = status.mount().getAsLong();
    return own.of(id).or(() -> first().of(id));
  }

  /// The types of all known file systems, by device.
  public Map<Device, String> types() {
    Map<Device, String> types = new HashMap<>(first().types());
    types.putAll(own.types());
    return types;
  }

  /// The mounts that the process sees.
  public MountTable own() {
    return own;
  }

  private MountTable first() {
    MountTable table = first.orElseGet(() -> MountTable.parse(process.mountsOfFirst()));
    first = Optional.of(table);
    return table;
  }

  /// The devices of the internal file systems of shared memory, which have no mount. They are those
  /// of `memfd_create`, SysV segments and `/dev/zero`, the same of huge pages of each size, and of
  /// `memfd_secret`.
  private static final class Memory {
    private static final Set<Device> DEVICES = devices();

    private static Set<Device> devices() {
      Set<Device> devices = new HashSet<>();
      FileCalls.memoryDevice(PLAIN).or(() -> FileCalls.memoryDevice(0)).ifPresent(devices::add);
      for (int size = SMALLEST_HUGE; size <= LARGEST_HUGE; size++) {
        int huge = HUGE | (size << HUGE_SHIFT);
        FileCalls.memoryDevice(PLAIN | huge)
            .or(() -> FileCalls.memoryDevice(huge))
            .ifPresent(devices::add);
      }
      FileCalls.secretMemoryDevice().ifPresent(devices::add);
      return Set.copyOf(devices);
    }
  }
}
