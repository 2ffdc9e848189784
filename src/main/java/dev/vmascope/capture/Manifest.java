package dev.vmascope.capture;

import dev.vmascope.procfs.process.ProcessType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The manifest of a capture, its last entry. A field that is not known is absent.
///
/// @param format the version of the layout and of this record: [#FORMAT]
/// @param vmascopeVersion of the service that wrote it
/// @param at the time at which reading began
/// @param node the host name, as the service sees it
/// @param bootId a digest of the id of the boot: equal for captures of one boot of one machine
/// @param startTicks in clock ticks after boot
/// @param addressSpaceId comparable as long as the service that wrote it runs
/// @param name of the process
/// @param containerId the innermost container, by the names of the control groups
/// @param podUid the uid of the pod
/// @param unit the unit of systemd
/// @param label the text of whoever asked for it
/// @param mappings the number of lines in `maps`
/// @param kernelRelease as `uname -r` prints it
/// @param architecture as `uname -m` prints it
/// @param pageBytes the size of a page
/// @param ticksPerSecond the unit of times in `stat`
/// @param redaction the kinds of facts that are replaced; empty for none
/// @param files all other entries, in their order
/// @param unavailable the files that it does not have
public record Manifest(
    String format,
    String vmascopeVersion,
    Instant at,
    @Nullable String node,
    @Nullable String bootId,
    int pid,
    ProcessType type,
    @Nullable Long startTicks,
    @Nullable Instant startTime,
    @Nullable String addressSpaceId,
    @Nullable String name,
    @Nullable String containerId,
    @Nullable String podUid,
    @Nullable String unit,
    @Nullable String label,
    @Nullable Long mappings,
    @Nullable String kernelRelease,
    @Nullable String architecture,
    @Nullable Integer pageBytes,
    @Nullable Integer ticksPerSecond,
    List<Redaction> redaction,
    List<ManifestFile> files,
    List<UnavailableFile> unavailable) {
  /// The present format.
  public static final String FORMAT = "vmascope-capture/1";

  /// The path in the zip.
  public static final String PATH = "manifest.json";

  public Manifest {
    redaction = List.copyOf(redaction);
    files = List.copyOf(files);
    unavailable = List.copyOf(unavailable);
  }

  /// The same with the files that were written.
  Manifest of(List<ManifestFile> written) {
    return new Manifest(
        format,
        vmascopeVersion,
        at,
        node,
        bootId,
        pid,
        type,
        startTicks,
        startTime,
        addressSpaceId,
        name,
        containerId,
        podUid,
        unit,
        label,
        mappings,
        kernelRelease,
        architecture,
        pageBytes,
        ticksPerSecond,
        redaction,
        written,
        unavailable);
  }
}
