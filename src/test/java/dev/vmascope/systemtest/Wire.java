package dev.vmascope.systemtest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A client that costs next to nothing: a connection for each request, and the answer read off the
/// wire as it comes.
public final class Wire {
  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: (\\d+)\r\n");
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int TAIL = 7;

  private Wire() {}

  /// What came of a request.
  ///
  /// @param status 0 if the connection ended before there was one
  /// @param whole whether the answer ended as it said it would
  public record Answer(int status, boolean whole) {}

  /// Sends a GET and reads its answer to the end.
  public static Answer get(URI uri) throws IOException {
    try (Socket socket = new Socket(InetAddress.getAllByName(uri.getHost())[0], uri.getPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + uri.getRawPath()
                      + query
                      + " HTTP/1.1\r\nHost: localhost\r\n"
                      + "Connection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return read(socket.getInputStream());
    }
  }

  private static Answer read(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 18];
    StringBuilder head = new StringBuilder();
    String tail = "";
    int headEnd = -1;
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      if (headEnd < 0) {
        head.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
        headEnd = head.indexOf("\r\n\r\n");
      }
      int from = Math.max(0, count - TAIL);
      tail += new String(buffer, from, count - from, StandardCharsets.ISO_8859_1);
      tail = tail.substring(Math.max(0, tail.length() - TAIL));
    }
    if (headEnd < 0) {
      return new Answer(0, total == 0);
    }
    int status = Integer.parseInt(head.substring(9, 12));
    Matcher length = LENGTH.matcher(head.substring(0, headEnd + 2));
    boolean whole =
        length.find()
            ? total == headEnd + 4 + Long.parseLong(length.group(1))
            : tail.equals("\r\n0\r\n\r\n");
    return new Answer(status, whole);
  }
}
