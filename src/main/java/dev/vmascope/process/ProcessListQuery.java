package dev.vmascope.process;

import dev.vmascope.container.Attribution;
import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.FileMappers;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.security.Caller;
import dev.vmascope.mapping.proc.ProcessSize;
import dev.vmascope.mapping.text.Glob;
import dev.vmascope.mapping.text.RawText;
import dev.vmascope.procfs.process.ProcessReading;
import dev.vmascope.procfs.process.UserNames;
import dev.vmascope.sampling.ProcessSample;
import dev.vmascope.sampling.Sample;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The query parameters of the list of processes, as they were sent.
record ProcessListQuery(
    @Parameter(description = "Only processes whose name or executable matches this glob: *, ?, […]")
        @Nullable String name,
    @Parameter(description = "Only processes of this user: a name or a number")
        @Nullable String user,
    @Parameter(
            description =
                "Only processes in a container whose id (or name, for LXC and systemd-nspawn) matches this glob")
        @Nullable String container,
    @Parameter(
            description =
                "Only processes in a Kubernetes pod whose uid matches this glob; the names of pods are not known")
        @Nullable String pod,
    @Parameter(
            description =
                "Only processes of the group with this name, as in /api/groups; other: of all groups that it does"
                    + " not list by name")
        @Nullable String group,
    @Parameter(description = "Only processes of this type")
        @Schema(
            allowableValues = {"user", "kernel-thread", "all"},
            defaultValue = "all")
        @Nullable String type,
    @Parameter(
            description =
                "Only processes with at least this resident size, in bytes or with a unit, as in 1MiB")
        @Schema(type = "integer", format = "int64")
        @Nullable String minResidentBytes,
    @Parameter(
            description =
                "Only processes that map a file whose whole path matches this glob, as in *libssl*; reads the mappings of"
                    + " all processes, and needs the scope maps:read")
        @Nullable String maps,
    @Parameter(
            description =
                "Measure whose recent values the rows have: at most thirty over vmascope.growth.window. Only in JSON and"
                    + " NDJSON")
        @Schema(
            allowableValues = {
              "residentBytes",
              "privateBytes",
              "virtualBytes",
              "swapBytes",
              "mappings",
              "threads"
            })
        @Nullable String history) {

  Predicate<ProcessSample> filter(Sample sample, UserNames users) {
    long least =
        minResidentBytes == null ? 0 : Parameters.bytes("minResidentBytes", minResidentBytes);
    Glob glob = Parameters.glob("name", name == null ? "*" : name);
    Predicate<Attribution> place =
        Parameters.within("container", container, Attribution::containerId)
            .and(Parameters.within("pod", pod, Attribution::podUid));
    String wanted = type == null ? "all" : type;
    if (!wanted.equals("all") && !wanted.equals("user") && !wanted.equals("kernel-thread")) {
      throw Parameters.invalid("type", "expected user, kernel-thread or all");
    }
    return process ->
        (group == null || group.equals(sample.shownGroup(process)))
            && (wanted.equals("all") || process.reading().type().toString().equals(wanted))
            && process.sizes().bytes(ProcessSize.RESIDENT).orElse(0) >= least
            && fits(glob, process.reading())
            && place.test(process.membership().attribution().orElse(Attribution.NONE))
            && (user == null || belongsTo(user, process.reading(), users));
  }

  /// The processes that map such a file; empty without that filter.
  Optional<FileMappers.Found> mappers(FileMappers files) {
    if (maps == null) {
      return Optional.empty();
    }
    if (!Caller.readsMaps()) {
      throw Problem.scope("A request with maps", "maps:read").exception();
    }
    return Optional.of(files.search(Parameters.glob("maps", maps)));
  }

  private static boolean fits(Glob glob, ProcessReading reading) {
    return glob.matches(reading.stat().name().text())
        || reading.executable().value().map(RawText::text).filter(glob::matches).isPresent();
  }

  private static boolean belongsTo(String user, ProcessReading reading, UserNames users) {
    OptionalLong uid = reading.user();
    return uid.isPresent()
        && (Long.toString(uid.getAsLong()).equals(user)
            || users.text(uid.getAsLong()).equals(user));
  }
}
