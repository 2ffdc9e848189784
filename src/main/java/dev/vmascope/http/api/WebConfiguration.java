package dev.vmascope.http.api;

import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// The configuration of all operations: parameters, interceptors, connector.
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  private final AnswerBounds bounds;

  WebConfiguration(AnswerBounds bounds) {
    this.bounds = bounds;
  }

  /// Redirects to the file of the explorer.
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/swagger-ui.html", "/swagger-ui/index.html");
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(bounds).addPathPatterns("/api", "/api/**");
    registry.addInterceptor(new UnknownParameters()).addPathPatterns("/api", "/api/**");
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new QueryRecordResolver());
  }

  /// A larger socket buffer: listings are megabytes, so fewer and larger packets are sent. Every
  /// connection has such a buffer, even an idle one, so it is off the heap, from where the kernel
  /// takes it without a copy.
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> largeWrites() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setProperty("socket.directBuffer", "true");
          connector.setProperty("socket.appWriteBufSize", Integer.toString(1 << 16));
        });
  }
}
