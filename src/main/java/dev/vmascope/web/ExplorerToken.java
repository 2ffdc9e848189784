package dev.vmascope.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.properties.SwaggerUiOAuthProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.webmvc.ui.SwaggerIndexPageTransformer;
import org.springdoc.webmvc.ui.SwaggerWelcomeCommon;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceTransformerChain;
import org.springframework.web.servlet.resource.TransformedResource;

/// Lets Swagger UI ask for a token where the API description is not for everybody: its first
/// request is for that, before it shows anything that a token could be typed into.
@Component
class ExplorerToken extends SwaggerIndexPageTransformer {
  private static final String START = "SwaggerUIBundle({";

  ExplorerToken(
      SwaggerUiConfigProperties properties,
      SwaggerUiOAuthProperties oauth,
      SwaggerWelcomeCommon welcome,
      ObjectMapperProvider mapper) {
    super(properties, oauth, welcome, mapper);
  }

  @Override
  public Resource transform(
      HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
      throws IOException {
    Resource page = super.transform(request, resource, chain);
    if (!"swagger-initializer.js".equals(resource.getFilename())) {
      return page;
    }
    String script = page.getContentAsString(StandardCharsets.UTF_8);
    if (!script.contains(START)) {
      throw new IllegalStateException("Swagger UI starts in another way than this version knows");
    }
    String asking =
        new ClassPathResource("explorer/token.js").getContentAsString(StandardCharsets.UTF_8)
            + script.replace(
                START,
                START
                    + "\n    requestInterceptor: vmascopeToken.send,"
                    + "\n    responseInterceptor: vmascopeToken.askIfRefused,");
    return new TransformedResource(page, asking.getBytes(StandardCharsets.UTF_8));
  }
}
