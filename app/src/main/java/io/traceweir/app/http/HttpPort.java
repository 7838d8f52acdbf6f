// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import com.sun.net.httpserver.HttpServer;
import io.traceweir.app.CommandException;
import io.traceweir.app.ExitCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Servers of this process: at an address or not at all, and with limits against slow clients. */
public final class HttpPort {

  static {
    // the server waits for ever for a client that never finishes its request, by default
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "60");
    System.setProperty("jdk.httpserver.maxConnections", "2000");
    // headers and body are written one after the other; the second would wait for the client
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private HttpPort() {}

  /**
   * Takes the port; one that cannot be had ends the command. A port that is taken is told from
   * other troubles by its cause, a {@link BindException}.
   *
   * @param key what the user calls this address
   * @param host empty for all addresses
   * @param port 0 takes a free one
   */
  public static HttpServer bind(String key, String host, int port) {
    return bind(key, host, port, "set " + key + " to another one");
  }

  /** The same for an address that is not needed, with what else can be done. */
  static HttpServer bind(String key, String host, int port, String remedy) {
    InetSocketAddress address =
        host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new CommandException(ExitCode.FINDINGS, key + ": there is no host " + host);
    }
    String where = key + ": cannot listen at " + host + ":" + port;
    try {
      return HttpServer.create(address, 0);
    } catch (BindException e) {
      throw new CommandException(
          ExitCode.FINDINGS,
          where + " (" + e.getMessage() + "); another process may use the port, " + remedy,
          e);
    } catch (IOException e) {
      throw new CommandException(ExitCode.FINDINGS, where + ": " + e.getMessage(), e);
    }
  }

  /** So many daemon threads at most, none while nothing is asked. */
  public static ExecutorService threads(String name, int most) {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }
}
