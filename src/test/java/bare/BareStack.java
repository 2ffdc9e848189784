package bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/// What vmascope is built on and nothing else: web, actuator, metrics, security, the API
/// description. Its footprint is measured beside that of the service.
@SpringBootApplication
public class BareStack {
  /// Starts it.
  public static void main(String[] arguments) {
    SpringApplication.run(BareStack.class, arguments);
  }

  @Bean
  SecurityFilterChain everybody(HttpSecurity http) {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll()).build();
  }
}
