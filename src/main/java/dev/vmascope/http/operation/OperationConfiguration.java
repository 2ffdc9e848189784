package dev.vmascope.http.operation;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The configuration of what annotations of operations stand for.
@Configuration(proxyBeanMethods = false)
class OperationConfiguration implements WebMvcConfigurer {
  /// The order of interceptors that come after those for all requests of the API.
  private static final int AFTER_OTHERS = 1;

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new ScopeCheck()).order(AFTER_OTHERS);
  }
}
