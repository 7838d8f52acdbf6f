// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor.facts;

import io.traceweir.app.doctor.facts.Endpoint.State;
import io.traceweir.pipeline.PipelineSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Knocks at an address: first for a connection, then as a Kafka client with the application's
 * security, so that what is in the way can be told.
 */
final class EndpointProbe {
  private final PipelineSettings.Kafka kafka;
  private final Duration patience;

  EndpointProbe(PipelineSettings.Kafka kafka, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
  }

  Endpoint probe(String address, int broker) {
    try (Socket socket = new Socket()) {
      socket.connect(resolve(address), Math.toIntExact(patience.toMillis()));
    } catch (UnknownHostException e) {
      return new Endpoint(address, broker, State.UNKNOWN_HOST, "");
    } catch (ConnectException e) {
      return new Endpoint(address, broker, State.REFUSED, "");
    } catch (SocketTimeoutException e) {
      return new Endpoint(address, broker, State.TIMED_OUT, "");
    } catch (IOException e) {
      return new Endpoint(address, broker, State.TIMED_OUT, String.valueOf(e.getMessage()));
    }
    return asKafka(address, broker);
  }

  private static InetSocketAddress resolve(String address) throws UnknownHostException {
    int scheme = address.indexOf("://");
    String plain = scheme < 0 ? address : address.substring(scheme + 3);
    int colon = plain.lastIndexOf(':');
    String host = plain.substring(0, colon).replaceAll("[\\[\\]]", "");
    return new InetSocketAddress(
        InetAddress.getByName(host), Integer.parseInt(plain.substring(colon + 1)));
  }

  private Endpoint asKafka(String address, int broker) {
    Map<String, String> there = Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, address);
    try (var client = BriefAdmin.open(kafka, patience, there)) {
      String unused =
          client
              .admin()
              .describeCluster()
              .clusterId()
              .get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Endpoint(address, broker, State.ANSWERS, "");
    } catch (ExecutionException e) {
      return failed(address, broker, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      return failed(address, broker, e);
    } catch (KafkaException e) {
      return new Endpoint(address, broker, State.SETTING_REFUSED, root(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Endpoint(address, broker, State.SILENT, "interrupted");
    }
  }

  private Endpoint failed(String address, int broker, Throwable e) {
    if (e instanceof SslAuthenticationException) {
      return new Endpoint(address, broker, State.TLS_FAILED, root(e));
    }
    if (e instanceof AuthenticationException) {
      return new Endpoint(address, broker, State.LOGIN_FAILED, root(e));
    }
    boolean tls = !isTlsConfigured() && speaksTls(address);
    return new Endpoint(address, broker, tls ? State.SPEAKS_TLS : State.SILENT, "");
  }

  private boolean isTlsConfigured() {
    return kafka.securityProtocol().endsWith("SSL");
  }

  /** A certificate that nobody here trusts is one all the same. */
  private boolean speaksTls(String address) {
    int millis = Math.toIntExact(patience.toMillis());
    try (SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket()) {
      socket.setSoTimeout(millis);
      socket.connect(resolve(address), millis);
      socket.startHandshake();
      return true;
    } catch (SSLException e) {
      return hasCertificate(e);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasCertificate(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException) {
        return true;
      }
    }
    return false;
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
