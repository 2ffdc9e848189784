package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.api.ProcessAccess;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/// The argument resolver of the parameters that name a process: [Pid] and [StartTicks].
@Component
class ProcessParameters implements HandlerMethodArgumentResolver {
  private final ProcessAccess processes;

  ProcessParameters(ProcessAccess processes) {
    this.processes = processes;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.hasParameterAnnotation(Pid.class)
        || parameter.hasParameterAnnotation(StartTicks.class);
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
    Object variables =
        request.getAttribute(
            HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    return variables instanceof Map<?, ?> path
        ? processes.pid(String.valueOf(path.get(Pid.NAME)))
        : null;
  }
}
