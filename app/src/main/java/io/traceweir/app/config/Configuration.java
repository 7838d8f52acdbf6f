// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.config;

import io.traceweir.pipeline.PipelineSettings;
import io.traceweir.yaml.ProblemsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file as understood.
 *
 * @param rules to be read again when they change; null when they are not
 * @param door null when there is none
 * @param effective every key with its value, nested as in the file, secrets redacted
 */
public record Configuration(
    PipelineSettings pipeline,
    @Nullable WatchedRules rules,
    Server server,
    Api api,
    @Nullable Door door,
    Map<String, Object> effective) {

  /**
   * What this process says about itself, and where.
   *
   * @param host empty for all addresses
   * @param port 0 takes a free one
   */
  public record Server(String host, int port, boolean prometheus, LogFormat logFormat) {}

  /**
   * Where OTLP is taken over HTTP.
   *
   * @param host empty for all addresses
   * @param port 0 takes a free one
   * @param maxRequestBytes of a body, before and after it is unpacked
   * @param inFlightBytes of all bodies at the same time
   */
  public record Door(String host, int port, int maxRequestBytes, long inFlightBytes) {}

  /**
   * Where the API and the page are served.
   *
   * @param host empty for all addresses
   * @param port 0 takes a free one; -1 when it is off
   * @param isWritten the file names the address: then it has to be had
   * @param token what callers have to know; null when everybody may ask
   */
  public record Api(String host, int port, boolean isWritten, @Nullable String token) {

    public static final Api OFF = new Api("", -1, true, null);

    public boolean isOff() {
      return port < 0;
    }

    /** Only this machine can reach it. */
    public boolean isLocal() {
      return LOCAL.matcher(host).matches();
    }

    /** What somebody should know who runs with this. */
    public List<String> notes() {
      return isOff() || isLocal() || token != null
          ? List.of()
          : List.of(
              "http.api: everybody who reaches this address sees names of services and spans, rules"
                  + " and trace ids; set http.token, or listen at 127.0.0.1");
    }
  }

  private static final Pattern LOCAL =
      Pattern.compile("localhost|127(\\.\\d+){3}|::1|(0+:){7}0*1", Pattern.CASE_INSENSITIVE);

  /** Reads a file; {@code ${env:…}} is looked up in the environment given. */
  public static Configuration load(Path file, Map<String, String> environment)
      throws ProblemsException {
    return new ConfigurationReader(environment).read(file);
  }

  /** {@code traces.memory} of an instance with this heap. */
  public long bufferBytes(long heapBytes) {
    return effective.get("traces") instanceof Map<?, ?> traces
        ? Memory.parse(String.valueOf(traces.get("memory"))).bytes(heapBytes)
        : pipeline.traces().memoryBytes();
  }

  /** JSON Schema of the file, for editors. */
  public static Map<String, Object> schema() {
    return SchemaWriter.schema(new Sections().declarations);
  }

  /** The reference of all keys, as Markdown. */
  public static String reference() {
    return ReferenceWriter.markdown(new Sections().declarations);
  }
}
