package dev.vmascope.mapping.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A failure as one line of a log. The message of an exception may quote the input of a stranger,
/// or the name of a process: printed raw, with line breaks and escape sequences, it could pass for
/// other lines and control the terminal of the reader.
public final class FailureLine {
  private static final int LONGEST_MESSAGE = 500;
  private static final int MOST_CAUSES = 8;
  private static final int MOST_FRAMES = 40;

  private FailureLine() {}

  /// The exceptions, outermost first, each with its message and the place where it was thrown.
  public static String line(Throwable failure) {
    List<String> causes = new ArrayList<>();
    for (Throwable cause = failure;
        cause != null && causes.size() < MOST_CAUSES;
        cause = cause.getCause()) {
      causes.add(one(cause));
    }
    return String.join(" caused by ", causes);
  }

  private static String one(Throwable failure) {
    StringBuilder line = new StringBuilder(failure.getClass().getName());
    String message = failure.getMessage();
    if (message != null) {
      line.append(": ").append(RawText.ofUtf8(message).printable(LONGEST_MESSAGE));
    }
    Arrays.stream(failure.getStackTrace())
        .limit(MOST_FRAMES)
        .forEach(frame -> line.append(" at ").append(frame));
    return line.toString();
  }
}
