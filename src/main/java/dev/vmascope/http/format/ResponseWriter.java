package dev.vmascope.http.format;

import dev.vmascope.http.row.RowType;
import dev.vmascope.http.table.DocumentTable;
import dev.vmascope.http.table.ShortFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A writer of the records that operations with a [FormattedResponse] return. The format is chosen
/// before the operation begins, so a request for an unavailable one costs nothing.
@Component
public class ResponseWriter implements HandlerInterceptor, HandlerMethodReturnValueHandler {
  private static final String CHOICE = Choice.class.getName();

  private final JsonMapper json;
  private final SingletonSupplier<JsonMapper> shortJson;
  private final ObjectWriter documents;
  private final RowWriters listings;
  private final ConcurrentMap<Method, Optional<ResponseShape>> shapes = new ConcurrentHashMap<>();

  ResponseWriter(JsonMapper json, RowWriters listings) {
    this.json = json;
    // Made for the first table: most services are asked for none.
    shortJson = SingletonSupplier.of(() -> ShortFields.of(json));
    this.listings = listings;
    documents =
        json.writer()
            // A flush before the end would hide the length of a short document.
            .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            // Rows are made while they are written, and may be problems.
            .without(SerializationFeature.WRAP_EXCEPTIONS);
  }

  /// The chosen format of a response.
  ///
  /// @param columns the parameter with the chosen columns of rows; `null` for all
  /// @param coloured whether a table has colours
  private record Choice(
      ResponseShape shape, Format format, @Nullable String columns, boolean coloured) {
    static Choice of(HttpServletRequest request) {
      return (Choice) Objects.requireNonNull(request.getAttribute(CHOICE), "chosen before");
    }
  }

  /// Whether the response of this thread is a table with colours.
  static boolean isColoured() {
    return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
        && request.getRequest().getAttribute(CHOICE) instanceof Choice choice
        && choice.coloured();
  }

  /// The format of the response to a request, for operations that write their rows themselves.
  public static Format format(HttpServletRequest request) {
    return Choice.of(request).format();
  }

  /// The rows of a response with the columns that the request chooses, for operations that write
  /// their rows themselves.
  public static <R> RowType<R> rows(HttpServletRequest request, Class<R> rows) {
    return rows(request, RowType.of(rows));
  }

  /// The same, for rows of this description.
  public static <R> RowType<R> rows(HttpServletRequest request, RowType<R> rows) {
    return ChosenColumns.of(Choice.of(request).columns(), rows);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod operation) {
      shapes
          .computeIfAbsent(operation.getMethod(), _ -> ResponseShape.of(operation))
          .ifPresent(shape -> {
            Format format =
                Format.of(
                    request.getParameter("format"),
                    request.getHeader(HttpHeaders.ACCEPT),
                    shape.formats());
            String columns = request.getParameter(ChosenColumns.NAME);
            if (columns != null && shape.rows().isPresent()) {
              Class<?> rows = ResponseShape.rowType(shape.rows().get());
              ChosenColumns.of(columns, RowType.of(rows));
            }
            boolean coloured = format.isColoured(request.getParameter("color"));
            request.setAttribute(CHOICE, new Choice(shape, format, columns, coloured));
          });
    }
    return true;
  }

  @Override
  public boolean supportsReturnType(MethodParameter returned) {
    return returned.hasMethodAnnotation(FormattedResponse.class)
        && returned.getParameterType().isRecord();
  }

  @Override
  public void handleReturnValue(
      @Nullable Object returned,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest web)
      throws IOException {
    container.setRequestHandled(true);
    HttpServletRequest request =
        Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
    HttpServletResponse response =
        Objects.requireNonNull(web.getNativeResponse(HttpServletResponse.class));
    Record document = (Record) Objects.requireNonNull(returned, "operations return records");
    Choice choice = Choice.of(request);
    response.setContentType(choice.format().contentType());
    Optional<RecordComponent> rows = choice.shape().rows();
    if (choice.format() == Format.JSON && (rows.isEmpty() || choice.columns() == null)) {
      write(document, response);
    } else if (rows.isPresent()) {
      writeRows(rows.get(), document, choice, request, response);
    } else {
      boolean wide = choice.format() == Format.WIDE;
      JsonMapper fields = wide ? json : shortJson.obtain();
      String table = DocumentTable.print(fields.valueToTree(document), wide, choice.coloured());
      response.getOutputStream().write(table.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// The fields after the rows of a document that has all before them.
  private record NoFields() {
    static final NoFields NONE = new NoFields();
  }

  private void write(Record document, HttpServletResponse response) throws IOException {
    // Closing it after a failure would send what there is as a success.
    JsonGenerator generator = documents.createGenerator(response.getOutputStream());
    documents.writeValue(generator, document);
    generator.writeRaw('\n');
    generator.close();
  }

  private void writeRows(
      RecordComponent rows,
      Record document,
      Choice choice,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Record fields = ResponseShape.withoutRows(rows, document);
    if (!choice.format().hasHead()) {
      JsonNode shown = json.valueToTree(fields);
      if (choice.shape().stamped()) {
        response.setHeader("Vmascope-Capture", json.writeValueAsString(shown.path("capture")));
      }
      if (shown.has("next")) {
        NextPage.link(request, response, shown.path("next").asString());
      }
    }
    write(rows, ResponseShape.rowType(rows), document, fields, choice, response);
  }

  private <R> void write(
      RecordComponent rows,
      Class<R> rowType,
      Record document,
      Record fields,
      Choice choice,
      HttpServletResponse response)
      throws IOException {
    RowType<R> type = ChosenColumns.of(choice.columns(), RowType.of(rowType));
    RowWriter<R> writer =
        listings.writer(choice.format(), response.getOutputStream(), fields, rows.getName(), type);
    for (Object row : ResponseShape.rows(rows, document)) {
      writer.row(Objects.requireNonNull(rowType.cast(row)));
    }
    // One document has them before its rows.
    writer.end(choice.format() == Format.JSON ? NoFields.NONE : fields);
  }
}
