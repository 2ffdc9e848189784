package dev.vmascope.http.api;

import dev.vmascope.http.format.ChosenColumns;
import dev.vmascope.http.format.FormattedResponse;
import dev.vmascope.http.format.IndentedJson;
import dev.vmascope.http.format.ResponseShape;
import dev.vmascope.http.problem.NearestName;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// An interceptor that rejects unknown, empty and repeated request parameters. A misspelt filter
/// must not pass for none, nor two filters for one. The parameters of an operation are read from
/// its method.
public final class UnknownParameters implements HandlerInterceptor {
  private final ConcurrentMap<Method, Names> names = new ConcurrentHashMap<>();

  /// The names of the parameters of an operation.
  private record Names(Set<String> known, Set<String> repeatable) {
    static Names of(HandlerMethod operation) {
      return new Names(UnknownParameters.known(operation), repeatableOf(operation));
    }
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method) {
      Names own = names.computeIfAbsent(method.getMethod(), _ -> Names.of(method));
      Parameters.flag(IndentedJson.NAME, request.getParameter(IndentedJson.NAME));
      for (Map.Entry<String, String[]> sent : request.getParameterMap().entrySet()) {
        String name = sent.getKey();
        if (!own.known().contains(name)) {
          throw unknown(name, own.known()).exception();
        }
        if (sent.getValue()[0].isEmpty()) {
          throw Parameters.invalid(name, "expected a value; leave the parameter out for none");
        }
        if (sent.getValue().length > 1 && !own.repeatable().contains(name)) {
          throw Parameters.invalid(name, "expected once");
        }
      }
    }
    return true;
  }

  /// The problem of a name that is not known. It came from a stranger: only a plain one is echoed.
  private static Problem unknown(String name, Set<String> known) {
    String which = NearestName.isPlain(name) ? "The parameter " + name : "A parameter";
    Problem problem =
        Problem.of(
            ProblemCode.INVALID_PARAMETER,
            which
                + " is unknown."
                + NearestName.of(name, known).map(near -> " Did you mean " + near + "?").orElse("")
                + " Known parameters: "
                + String.join(", ", known)
                + ".");
    return (NearestName.isPlain(name) ? problem.with("parameter", name) : problem)
        .with("known", known);
  }

  /// The parameters of an operation.
  public static Set<String> known(HandlerMethod method) {
    Set<String> known = new TreeSet<>(Set.of(IndentedJson.NAME));
    if (method.hasMethodAnnotation(FormattedResponse.class)) {
      known.addAll(Set.of("format", "color"));
      ResponseShape.of(method)
          .flatMap(ResponseShape::rows)
          .ifPresent(_ -> known.add(ChosenColumns.NAME));
    }
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(ParameterObject.class)) {
        for (RecordComponent component : parameter.getParameterType().getRecordComponents()) {
          known.add(component.getName());
        }
      } else if (parameter.hasParameterAnnotation(RequestParam.class) || isOfQuery(parameter)) {
        known.add(name(parameter));
      }
    }
    return known;
  }

  /// The name in the query: that of the annotation, where a word of Java stands in the way of it.
  private static String name(MethodParameter parameter) {
    RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
    return annotation == null || annotation.name().isEmpty()
        ? parameter.getParameter().getName()
        : annotation.name();
  }

  /// Whether an annotation of its own describes a parameter as one of the query.
  private static boolean isOfQuery(MethodParameter parameter) {
    return MergedAnnotations.from(parameter.getParameterAnnotations())
        .get(Parameter.class)
        .getValue("in", ParameterIn.class)
        .filter(ParameterIn.QUERY::equals)
        .isPresent();
  }

  /// The repeatable parameters of an operation.
  private static Set<String> repeatableOf(HandlerMethod method) {
    Set<String> repeatable = new TreeSet<>();
    for (MethodParameter parameter : method.getMethodParameters()) {
      if (parameter.hasParameterAnnotation(ParameterObject.class)) {
        for (RecordComponent component : parameter.getParameterType().getRecordComponents()) {
          if (Collection.class.isAssignableFrom(component.getType())) {
            repeatable.add(component.getName());
          }
        }
      }
    }
    return repeatable;
  }
}
