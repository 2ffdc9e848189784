package dev.vmascope.http.security;

import dev.vmascope.http.guard.AuditTrail;
import dev.vmascope.http.guard.BodyGuard;
import dev.vmascope.http.guard.BrowserGuard;
import dev.vmascope.http.guard.ContentSecurityPolicy;
import dev.vmascope.http.guard.HostGuard;
import dev.vmascope.http.guard.LimitProperties;
import dev.vmascope.http.guard.LoadGuard;
import dev.vmascope.http.guard.Refusal;
import dev.vmascope.storage.DataFolder;
import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// The filter chain of all requests, stateless and without cookies. A path that is not listed as
/// open needs a scope, and each operation is annotated with its own: see `RequiresScope`.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final List<String> OPEN =
      List.of(
          "/",
          "/page/*",
          "/livez",
          "/readyz",
          "/swagger-ui.html",
          "/swagger-ui/**",
          "/favicon.ico",
          "/problems",
          "/problems/*");

  private static final RequestMatcher TAKES_BODY =
      PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/faults/explain");

  private static final RequestMatcher TAKES_LARGE_BODY =
      new OrRequestMatcher(
          PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/address-spaces"),
          PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/snapshots"));

  /// Disables the observation of filters, which costs more than the filters do.
  @Bean
  static SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  private static RequestMatcher open(String actuators) {
    List<String> paths = new ArrayList<>(OPEN);
    paths.add(actuators + "/health");
    List<RequestMatcher> open = new ArrayList<>();
    for (String path : paths) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.HEAD)) {
        open.add(PathPatternRequestMatcher.withDefaults().matcher(method, path));
      }
    }
    return new OrRequestMatcher(open);
  }

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      SecurityProperties properties,
      LimitProperties limits,
      WebEndpointProperties endpoints,
      @Value("${vmascope.data-dir:#{null}}") @Nullable Path dataFolder,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
    String actuators = endpoints.getBasePath();
    RequestMatcher open = open(actuators);
    addGuards(
        http,
        properties,
        limits,
        (problem, request, response) ->
            problems.resolveException(request, response, null, problem.exception()));
    http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .headers(headers ->
            headers
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter(new StaticHeadersWriter(HttpHeaders.CACHE_CONTROL, "no-store"))
                .addHeaderWriter(new ContentSecurityPolicy()))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(open)
                .permitAll()
                .requestMatchers(actuators + "/prometheus")
                .hasAuthority(Scope.METRICS_READ.toString())
                .anyRequest()
                .hasAnyAuthority(Scope.words().toArray(String[]::new)))
        .exceptionHandling(failures ->
            failures
                .authenticationEntryPoint(
                    (request, response, e) -> problems.resolveException(request, response, null, e))
                .accessDeniedHandler((request, response, e) ->
                    problems.resolveException(request, response, null, e)));
    switch (properties.mode()) {
      case NONE -> http.anonymous(nobody -> nobody.authorities(Scope.allAuthorities()));
      case TOKEN -> {
        Path file =
            properties.tokenFile() == null
                ? GeneratedToken.file(DataFolder.of(dataFolder, System.getenv()))
                : properties.tokenFile();
        addTokens(http, new Tokens(file)::owner, open, problems);
      }
      case JWT -> {
        TrustedIssuer issuer = TrustedIssuer.of(properties.jwt(), properties.allowInsecure());
        IssuerDocuments documents = new IssuerDocuments(issuer);
        IssuerKeys keys = new IssuerKeys(issuer.uri().toString(), documents::keys);
        addTokens(http, new IssuedTokens(issuer, keys)::owner, open, problems);
      }
    }
    return http.build();
  }

  private static void addTokens(
      HttpSecurity http,
      Function<String, Optional<Owner>> owners,
      RequestMatcher open,
      HandlerExceptionResolver problems) {
    BearerTokenFilter tokens =
        new BearerTokenFilter(
            owners,
            (request, response, e) -> problems.resolveException(request, response, null, e));
    // Probes are answered whatever credential comes with them.
    tokens.setRequestMatcher(new NegatedRequestMatcher(open));
    http.addFilterBefore(tokens, AnonymousAuthenticationFilter.class);
  }

  /// Adds the guards: those for all clients before authentication, the places after it.
  private static void addGuards(
      HttpSecurity http, SecurityProperties properties, LimitProperties limits, Refusal refusal) {
    http.addFilterAfter(new AuditTrail(Caller.SEES_ADDRESSES), HeaderWriterFilter.class)
        .addFilterAfter(new HostGuard(properties.hosts(), refusal), AuditTrail.class)
        .addFilterAfter(new BrowserGuard(refusal), HostGuard.class)
        .addFilterBefore(new AuditPrincipalFilter(), AuthorizationFilter.class)
        .addFilterAfter(
            new BodyGuard(TAKES_BODY, TAKES_LARGE_BODY, refusal), AuthorizationFilter.class)
        .addFilterAfter(new LoadGuard(limits, refusal), BodyGuard.class);
  }
}
