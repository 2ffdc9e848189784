package dev.vmascope.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RequesterTest {
  private static String of(String address) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    return Requester.of(request);
  }

  @Test
  void anAddressOfIpv4StandsForItself() {
    assertThat(of("192.0.2.7")).isEqualTo(of("192.0.2.7")).isNotEqualTo(of("192.0.2.8"));
  }

  @Test
  void aSubscriberOfIpv6IsOneWhateverAddressHeTakes() {
    assertThat(of("2001:db8:1:2::1"))
        .isEqualTo(of("2001:db8:1:2:ffff:ffff:ffff:ffff"))
        .isNotEqualTo(of("2001:db8:1:3::1"));
    assertThat(of("fe80::1%eth0")).isEqualTo(of("fe80::2%eth0"));
  }

  @Test
  void aCredentialCountsWhereverItComesFrom() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setRemoteAddr("192.0.2.7");
    Requester.identify(request, "192.0.2.8");
    assertThat(Requester.of(request)).isNotEqualTo(of("192.0.2.7")).isNotEqualTo(of("192.0.2.8"));
  }
}
