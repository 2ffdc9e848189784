package dev.vmascope.http.format;

import dev.vmascope.http.problem.TruncatedResponse;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// A filter that indents JSON for people. Requests ask for it by `pretty=true`, of an operation of
/// the API.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
public final class IndentedJson extends OncePerRequestFilter {
  /// The name of the parameter.
  public static final String NAME = "pretty";

  /// The parameter in a query. A body is not read for it.
  private static final Pattern WANTED = Pattern.compile("(?:^|&)" + NAME + "=true(?:&|$)");

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null
        || !request.getServletPath().startsWith("/api")
        || !WANTED.matcher(query).find();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Indented indented = new Indented(response);
    chain.doFilter(request, indented);
    // A response that breaks off stays without its end.
    if (!TruncatedResponse.isMarked(request)) {
      indented.finish();
    }
  }

  /// A response whose JSON is indented. Other content passes unchanged.
  private static final class Indented extends HttpServletResponseWrapper {
    private @Nullable ServletOutputStream out;
    private @Nullable JsonIndenter indenter;

    Indented(HttpServletResponse response) {
      super(response);
    }

    private boolean isJson() {
      String type = getContentType();
      return type != null
          && (type.startsWith(MediaType.APPLICATION_JSON_VALUE)
              || type.startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE));
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      if (out == null) {
        ServletOutputStream plain = super.getOutputStream();
        if (isJson()) {
          indenter = new JsonIndenter(plain);
          out = new Through(plain, indenter);
        } else {
          out = plain;
        }
      }
      return out;
    }

    /// What was written is taken back.
    @Override
    public void resetBuffer() {
      super.resetBuffer();
      forget();
    }

    @Override
    public void reset() {
      super.reset();
      forget();
    }

    private void forget() {
      out = null;
      indenter = null;
    }

    @Override
    public void setHeader(String name, String value) {
      if (!isLength(name)) {
        super.setHeader(name, value);
      }
    }

    @Override
    public void addHeader(String name, String value) {
      if (!isLength(name)) {
        super.addHeader(name, value);
      }
    }

    private boolean isLength(String name) {
      return isJson() && name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH);
    }

    /// It would be that of the content before.
    @Override
    public void setContentLength(int length) {
      if (!isJson()) {
        super.setContentLength(length);
      }
    }

    @Override
    public void setContentLengthLong(long length) {
      if (!isJson()) {
        super.setContentLengthLong(length);
      }
    }

    void finish() throws IOException {
      if (indenter != null) {
        indenter.finish();
      }
    }
  }

  /// The output of a response on its way through an indenter.
  private static final class Through extends ServletOutputStream {
    private final ServletOutputStream plain;
    private final JsonIndenter indenter;

    Through(ServletOutputStream plain, JsonIndenter indenter) {
      this.plain = plain;
      this.indenter = indenter;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      indenter.write(bytes, offset, length);
    }

    /// The indenter has the end of the content only when the request is over.
    @Override
    public void flush() throws IOException {
      indenter.flush();
    }

    @Override
    public void close() {
      // Closed with the response.
    }

    @Override
    public boolean isReady() {
      return plain.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      plain.setWriteListener(listener);
    }
  }
}
