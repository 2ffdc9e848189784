package dev.vmascope.capture;

import dev.vmascope.procfs.pool.Consistency;
import dev.vmascope.procfs.process.CapturedProcess;
import dev.vmascope.procfs.process.ProcessType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The manifest of a capture, its last entry. A field that is not known is absent.
///
/// @param format the version of the layout and of this record: [#FORMAT]
/// @param vmascopeVersion of the service that wrote it
/// @param at the time at which reading began
/// @param node the host name, as the service sees it
/// @param bootId a digest of the id of the boot: equal for captures of one boot of one machine
/// @param pid absent for a pasted listing, which no process is known for
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
    @Nullable Integer pid,
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

  /// The limits on what comes from anywhere.
  private static final int MOST_FILES = 64;

  private static final int LONGEST_TEXT = 1024;

  /// The path in the zip.
  public static final String PATH = "manifest.json";

  public Manifest {
    redaction = List.copyOf(redaction);
    files = List.copyOf(files);
    unavailable = List.copyOf(unavailable);
  }

  /// The manifest in the text of an entry, from anywhere.
  ///
  /// @throws MalformedCaptureException if it is none, or of another format
  public static Manifest parse(String text, JsonMapper json) throws MalformedCaptureException {
    Manifest parsed;
    try {
      parsed = json.readValue(text, Manifest.class);
    } catch (JacksonException e) {
      // The message of the library quotes the text.
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new MalformedCaptureException(PATH + " is no manifest; see line " + line);
    }
    if (parsed == null || !FORMAT.equals(parsed.format) || !parsed.isPlausible()) {
      throw new MalformedCaptureException(
          PATH + " has not the format " + FORMAT + ", or no time, or too long a text");
    }
    return parsed;
  }

  private boolean isPlausible() {
    return at != null
        && type != null
        && (pid == null || pid > 0)
        && files.size() <= MOST_FILES
        && unavailable.size() <= MOST_FILES
        && files.stream().allMatch(ManifestFile::isPlausible)
        && Stream.of(
                vmascopeVersion,
                node,
                bootId,
                addressSpaceId,
                name,
                containerId,
                podUid,
                unit,
                label,
                kernelRelease,
                architecture)
            .allMatch(text -> text == null || text.length() <= LONGEST_TEXT);
  }

  /// A digest of the id of a boot: it is random, so that nobody finds it by trying.
  public static String bootDigest(String bootId) {
    byte[] bytes = ("vmascope boot " + bootId).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(DigestOutput.newDigest().digest(bytes), 0, 16);
  }

  /// The id of the address space whose addresses the capture has; empty if it is unknown, or has
  /// others in their place.
  public Optional<String> addressSpace() {
    return redaction.contains(Redaction.ADDRESSES)
        ? Optional.empty()
        : Optional.ofNullable(addressSpaceId);
  }

  /// The name of the folder with the files of the process.
  int folder() {
    return pid == null ? CapturedProcess.NO_PID : pid;
  }

  /// The stamps of the files of the process, by their names. They may lie in the folder of a
  /// thread.
  public Map<String, Consistency> stamps() {
    Map<String, Consistency> stamps = new HashMap<>();
    for (ManifestFile file : files) {
      if (file.path().startsWith("proc/" + folder() + "/")) {
        stamps.put(file.path().substring(file.path().lastIndexOf('/') + 1), file.stamp());
      }
    }
    return stamps;
  }

  /// The same with these files.
  public Manifest of(List<ManifestFile> written) {
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
