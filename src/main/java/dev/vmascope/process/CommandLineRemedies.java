package dev.vmascope.process;

import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableField;
import dev.vmascope.mapping.proc.CommandLine;
import dev.vmascope.mapping.proc.CommandLineDetail;
import dev.vmascope.procfs.call.Errno;
import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.process.ProcessDetails;
import dev.vmascope.procfs.process.ProcessType;
import java.util.List;

/// The `unavailable` entries of command lines.
final class CommandLineRemedies {
  private static final String CONFIGURATION =
      "start vmascope with vmascope.command-line=true: it then shows command lines, without what looks like a secret";
  private static final String SCOPE = "use a token with the scope processes:command-lines";

  private CommandLineRemedies() {}

  /// The reasons why the command line, or a part of it, is absent.
  static List<UnavailableField> absent(ProcessDetails details, CommandLineDetail configured) {
    String field = "commandLine";
    Outcome<CommandLine> outcome = details.commandLine().orElse(null);
    if (outcome == null) {
      return details.process().type() == ProcessType.USER
          ? List.of(unasked(field, configured))
          : List.of(
              new UnavailableField(
                  field, "not-applicable", Remedies.withoutMemory(details.process().type())));
    }
    String reason = outcome.kind().toString();
    return switch (outcome) {
      case Outcome.Ok<CommandLine>(CommandLine line) ->
          line.complete()
              ? List.of()
              : List.of(
                  new UnavailableField(
                      field + "[]",
                      "partial",
                      "nothing to be done: the command line is longer than the 64 KiB"
                          + " that are read"));
      case Outcome.NotApplicable<CommandLine> _ ->
          List.of(
              new UnavailableField(
                  field, reason, Remedies.withoutMemory(details.process().type())));
      case Outcome.Denied<CommandLine>(Errno errno) ->
          List.of(new UnavailableField(field, reason, Remedies.forMaps(details.process(), errno)));
      case Outcome.TimedOut<CommandLine> _ ->
          List.of(new UnavailableField(field, reason, Remedies.unreadable(OutcomeKind.TIMED_OUT)));
      case Outcome.Gone<CommandLine> _,
          Outcome.Malformed<CommandLine> _,
          Outcome.Partial<CommandLine> _ ->
          List.of(
              new UnavailableField(
                  field,
                  reason,
                  "nothing to be done: the process, or the capture of it, has no such file"));
    };
  }

  private static UnavailableField unasked(String field, CommandLineDetail configured) {
    return configured == CommandLineDetail.OFF
        ? new UnavailableField(field, "skipped", CONFIGURATION)
        : new UnavailableField(field, "forbidden", SCOPE);
  }
}
