// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.doctor;

import io.traceweir.app.doctor.facts.Endpoint;
import java.util.ArrayList;
import java.util.List;

/** Whether somebody answers at every address, the brokers' own among them. */
final class ReachCheck implements Check {
  @Override
  public String id() {
    return "kafka.reachable";
  }

  @Override
  public List<Finding> look(Case it) {
    List<Endpoint> endpoints = it.facts().endpoints();
    boolean reachable = it.facts().isReachable();
    String protocol = it.settings().kafka().securityProtocol();
    List<Finding> findings = new ArrayList<>();
    for (Endpoint each : endpoints) {
      if (!each.answers()) {
        findings.add(judged(each, reachable, protocol));
      }
    }
    if (findings.isEmpty() && reachable) {
      List<String> answering = endpoints.stream().map(Endpoint::name).toList();
      findings.add(Finding.ok("all answer: " + Words.some(answering)));
    } else if (findings.isEmpty()) {
      String why = it.facts().cluster().refusal();
      findings.add(
          Finding.problem("", "the brokers could not be asked: " + why, "nothing can be read"));
    }
    return findings;
  }

  private static Finding judged(Endpoint endpoint, boolean reachable, String protocol) {
    String found = endpoint.name() + ": " + found(endpoint, protocol);
    if (!endpoint.isBootstrap()) {
      return Finding.problem(
              endpoint.address(), found, "what lies on this broker can be neither read nor written")
          .mend(mendBroker(endpoint, protocol));
    }
    Finding finding =
        reachable
            ? Finding.warning(
                endpoint.address(), found, "an instance that starts with this one first is slower")
            : Finding.problem(endpoint.address(), found, "Traceweir waits, and does nothing");
    return finding.mend(mend(endpoint, protocol));
  }

  private static String found(Endpoint endpoint, String protocol) {
    String detail = endpoint.detail().isEmpty() ? "" : " (" + endpoint.detail() + ")";
    return switch (endpoint.state()) {
      case ANSWERS -> "answers";
      case UNKNOWN_HOST -> "there is no such host";
      case REFUSED -> "nobody listens there (connection refused)";
      case TIMED_OUT -> "no connection within the time" + detail;
      case SILENT ->
          "somebody listens there, but does not answer as Kafka does with security.protocol "
              + protocol;
      case SPEAKS_TLS -> "the port speaks TLS, but security.protocol is " + protocol;
      case TLS_FAILED -> "the TLS handshake fails" + detail;
      case LOGIN_FAILED -> "the login is refused" + detail;
      case SETTING_REFUSED -> "Kafka's client refuses a setting" + detail;
    };
  }

  private static String mendBroker(Endpoint endpoint, String protocol) {
    return switch (endpoint.state()) {
      case UNKNOWN_HOST, REFUSED, TIMED_OUT ->
          "The broker is down, or its advertised.listeners name an address that cannot be reached"
              + " from here: start it, or correct advertised.listeners in its server.properties";
      default -> mend(endpoint, protocol);
    };
  }

  private static String mend(Endpoint endpoint, String protocol) {
    return switch (endpoint.state()) {
      case UNKNOWN_HOST ->
          "Correct kafka.bootstrap_servers, or make the name known to this machine";
      case REFUSED -> "Correct host and port in kafka.bootstrap_servers, or start the broker";
      case TIMED_OUT ->
          "Let a firewall or network policy pass it, or give it more time with --timeout 30s";
      case SILENT ->
          "Set security.protocol under kafka.properties to what this listener speaks, or take the"
              + " port of another one; --timeout 30s gives it more time";
      case SPEAKS_TLS ->
          "Set security.protocol: "
              + (protocol.startsWith("SASL") ? "SASL_SSL" : "SSL")
              + " under kafka.properties, or SASL_SSL when it wants a login";
      case TLS_FAILED ->
          "Let the client trust the broker's certificate, which has to name this host:"
              + " ssl.truststore.location, ssl.truststore.type and ssl.truststore.password under"
              + " kafka.properties; with client certificates ssl.keystore.location too. If the"
              + " listener speaks no TLS, set security.protocol: "
              + (protocol.startsWith("SASL") ? "SASL_PLAINTEXT" : "PLAINTEXT");
      case LOGIN_FAILED ->
          "Correct sasl.mechanism and sasl.jaas.config (user and password) under kafka.properties";
      case SETTING_REFUSED -> "Correct it under kafka.properties";
      case ANSWERS -> "";
    };
  }
}
