package dev.vmascope.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// What holds for every operation of the API.
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  /// Browsers that come without a path are shown the explorer.
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/swagger-ui.html");
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new UnknownParameters()).addPathPatterns("/api", "/api/**");
  }
}
