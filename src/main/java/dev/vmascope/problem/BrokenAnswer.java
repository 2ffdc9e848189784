package dev.vmascope.problem;

import jakarta.servlet.ServletRequest;

/// Marks requests whose answer broke off after its first bytes had gone out: its connection has to
/// be closed without the end that a whole answer has, so that nobody takes it for one.
public final class BrokenAnswer {
  private static final String MARK = BrokenAnswer.class.getName();

  private BrokenAnswer() {}

  /// Takes note that the answer to a request has broken off.
  public static void mark(ServletRequest request) {
    request.setAttribute(MARK, true);
  }

  /// Whether it has.
  public static boolean isMarked(ServletRequest request) {
    return request.getAttribute(MARK) != null;
  }
}
