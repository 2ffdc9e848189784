package dev.vmascope.http.guard;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/// An HTTP/1.1 protocol of Tomcat with a limit on each network's connections. One network holds at
/// most a quarter of all connections (`server.tomcat.max-connections`); further ones are closed at
/// once. The usual loopback addresses are exempt: all clients of the machine come from there. A
/// connection is closed after its response, unless it is kept: see [Connections]. Instantiated by
/// Tomcat, by its class name.
public final class GuardedHttpProtocol extends Http11NioProtocol {
  private static final int SHARE = 4;

  /// The key of connections without a limit of their own.
  private static final String LOCAL = "local";

  private static final Set<String> USUAL = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

  /// The protocol, as Tomcat instantiates it.
  public GuardedHttpProtocol() {
    super(new SharedEndpoint());
  }

  @Override
  public void setAdapter(Adapter adapter) {
    super.setAdapter(new Ending(adapter));
  }

  /// An adapter that makes each response the last of its connection. It also covers responses to
  /// requests that no container sees, such as `OPTIONS *`.
  private record Ending(Adapter adapter) implements Adapter {
    @Override
    public void service(Request request, Response response) throws Exception {
      Connections.end(response);
      adapter.service(request, response);
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
      return adapter.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status)
        throws Exception {
      return adapter.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
      adapter.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
      adapter.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
      return adapter.getDomain();
    }
  }

  /// An endpoint that counts the connections of each network.
  private static final class SharedEndpoint extends NioEndpoint {
    private final Map<SocketChannel, String> networks = new ConcurrentHashMap<>();
    private volatile Places places = new Places(0, 0);

    @Override
    public void bind() throws Exception {
      int most = getMaxConnections() < 0 ? Integer.MAX_VALUE : getMaxConnections();
      places = new Places(most, Math.max(1, most / SHARE));
      super.bind();
    }

    @Override
    public void setHandler(Handler<NioChannel> handler) {
      super.setHandler(new Releasing(handler));
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      String network = network(socket);
      if (LOCAL.equals(network)) {
        return super.setSocketOptions(socket);
      }
      if (!places.take(network)) {
        destroySocket(socket);
        return false;
      }
      networks.put(socket, network);
      boolean accepted = super.setSocketOptions(socket);
      if (!accepted) {
        released(socket);
      }
      return accepted;
    }

    private static String network(SocketChannel socket) {
      try {
        return socket.getRemoteAddress() instanceof InetSocketAddress remote
                && !USUAL.contains(remote.getAddress().getHostAddress())
            ? Requester.network(remote.getAddress())
            : LOCAL;
      } catch (IOException _) {
        return LOCAL;
      }
    }

    private void released(SocketChannel socket) {
      String network = networks.remove(socket);
      if (network != null) {
        places.leave(network);
      }
    }

    /// The handler of the protocol, which also learns of each closed connection.
    private final class Releasing implements Handler<NioChannel> {
      private final Handler<NioChannel> handler;

      Releasing(Handler<NioChannel> handler) {
        this.handler = handler;
      }

      @Override
      public SocketState process(SocketWrapperBase<NioChannel> socket, SocketEvent status) {
        return handler.process(socket, status);
      }

      @Override
      public Object getGlobal() {
        return handler.getGlobal();
      }

      @Override
      public void release(SocketWrapperBase<NioChannel> socket) {
        released(socket.getSocket().getIOChannel());
        handler.release(socket);
      }

      @Override
      public void pause() {
        handler.pause();
      }

      @Override
      public void recycle() {
        handler.recycle();
      }
    }
  }
}
