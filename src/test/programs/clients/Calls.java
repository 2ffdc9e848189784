import java.net.URI;

/// All calls of a generated client.
///
/// Arguments: the address of the service, the pid.
final class Calls {
  private Calls() {}

  public static void main(String[] arguments) throws Exception {
    URI service = URI.create(arguments[0]);
    new ProcessCalls(service, arguments[1]).all();
    new FeatureCalls(service, arguments[1]).all();
    System.out.println(Caller.calls() + " calls");
  }
}
