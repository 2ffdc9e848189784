package dev.vmascope.process;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.operation.CursorText;
import dev.vmascope.procfs.process.ProcessReading;

/// The end of a page of threads. Opaque to clients: base64url of a thread and its process.
///
/// @param tid the last thread of the page; the next page has those above it
/// @param startTicks the start time of the process, which distinguishes users of one pid
record ThreadsCursor(int tid, long startTicks) {
  static ThreadsCursor parse(String text) {
    String plain = CursorText.decode(text);
    if (plain.matches("\\d{1,9} \\d{1,18}")) {
      int blank = plain.indexOf(' ');
      return new ThreadsCursor(
          Integer.parseInt(plain.substring(0, blank)), Long.parseLong(plain.substring(blank + 1)));
    }
    throw Parameters.noCursor();
  }

  boolean isOf(ProcessReading process) {
    return startTicks == process.stat().startTicks();
  }

  @Override
  public String toString() {
    return CursorText.encode(tid + " " + startTicks);
  }
}
