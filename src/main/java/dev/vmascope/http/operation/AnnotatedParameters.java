package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import dev.vmascope.http.snapshot.OpenSnapshot;
import dev.vmascope.http.snapshot.RequestedSnapshot;
import dev.vmascope.http.snapshot.SnapshotSource;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/// The argument resolver of the parameters that have an annotation of their own.
@Component
class AnnotatedParameters implements HandlerMethodArgumentResolver, ParameterCustomizer {
  private static final List<Class<? extends Annotation>> ANNOTATIONS =
      List.of(Pid.class, StartTicks.class, Force.class, Limit.class);

  private final ProcessAccess processes;
  private final SnapshotSource snapshots;

  AnnotatedParameters(ProcessAccess processes, SnapshotSource snapshots) {
    this.processes = processes;
    this.snapshots = snapshots;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return ANNOTATIONS.stream().anyMatch(parameter::hasParameterAnnotation);
  }

  @Override
  public @Nullable Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    if (parameter.hasParameterAnnotation(StartTicks.class)) {
      return Parameters.startTicks(request.getParameter(StartTicks.NAME));
    }
    if (parameter.hasParameterAnnotation(Force.class)) {
      return Parameters.flag(Force.NAME, request.getParameter(Force.NAME));
    }
    if (parameter.hasParameterAnnotation(Limit.class)) {
      Schema own = parameter.getParameterAnnotation(Schema.class);
      int otherwise = own == null ? Limit.ROWS : Integer.parseInt(own.defaultValue());
      return Parameters.limit(request.getParameter(Limit.NAME), otherwise);
    }
    Optional<OpenSnapshot> snapshot = RequestedSnapshot.open(request, snapshots);
    if (snapshot.isPresent()) {
      return snapshot.get().pid();
    }
    Object variables =
        request.getAttribute(
            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    return variables instanceof Map<?, ?> path
        ? NamedProcess.pid(String.valueOf(path.get(Pid.NAME)), processes)
        : null;
  }

  /// Describes those of the query as optional, also where their absence is a value.
  @Override
  public Parameter customize(Parameter described, MethodParameter parameter) {
    return "query".equals(described.getIn()) && supportsParameter(parameter)
        ? described.required(false)
        : described;
  }
}
