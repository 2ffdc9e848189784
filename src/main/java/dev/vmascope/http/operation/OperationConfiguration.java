package dev.vmascope.http.operation;

import dev.vmascope.http.format.ResponseWriter;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/// The configuration of what annotations of operations stand for.
@Configuration(proxyBeanMethods = false)
class OperationConfiguration implements WebMvcConfigurer {
  /// The order of interceptors that come after those for all requests of the API.
  private static final int AFTER_OTHERS = 1;

  /// The order of the check of scopes: who may not ask learns nothing of what may be asked.
  private static final int BEFORE_OTHERS = -1;

  private final ResponseWriter responses;
  private final AnnotatedParameters parameters;

  OperationConfiguration(ResponseWriter responses, AnnotatedParameters parameters) {
    this.responses = responses;
    this.parameters = parameters;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(parameters);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ScopeCheck()).order(BEFORE_OTHERS);
    registry.addInterceptor(responses).order(AFTER_OTHERS);
  }

  /// Puts the writer of responses before the framework's own for all that a controller returns.
  @Bean
  SmartInitializingSingleton responsesOfRecords(
      @Qualifier("requestMappingHandlerAdapter") RequestMappingHandlerAdapter adapter) {
    return () -> {
      List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
      handlers.add(responses);
      List<HandlerMethodReturnValueHandler> others = adapter.getReturnValueHandlers();
      if (others != null) {
        handlers.addAll(others);
      }
      adapter.setReturnValueHandlers(handlers);
    };
  }
}
