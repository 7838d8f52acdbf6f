// SPDX-FileCopyrightText: The Traceweir authors
// SPDX-License-Identifier: Apache-2.0
package io.traceweir.app.http;

import io.traceweir.app.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may ask. */
final class ApiGuard {
  private static final String SCHEME = "Bearer ";

  private static final Pattern LOCAL_HOST =
      Pattern.compile(
          "(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

  private final Configuration.Api settings;

  ApiGuard(Configuration.Api settings) {
    this.settings = settings;
  }

  /**
   * A page from elsewhere can make a browser ask this machine under a name of its own; it is told
   * by that name, where only this machine is meant to ask and no token keeps others out.
   */
  Optional<Reply> refuseHost(@Nullable String host) {
    boolean fine =
        settings.token() != null
            || !settings.isLocal()
            || (host != null && LOCAL_HOST.matcher(host).matches());
    return fine
        ? Optional.empty()
        : Optional.of(
            Reply.error(
                403, "ask under the name localhost or 127.0.0.1; for other names set http.token"));
  }

  /** Compares in a time that does not tell how much of a guess was right. */
  Optional<Reply> refuseCaller(@Nullable String authorization) {
    String token = settings.token();
    if (token == null) {
      return Optional.empty();
    }
    boolean given =
        authorization != null
            && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && MessageDigest.isEqual(
                authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8),
                token.getBytes(StandardCharsets.UTF_8));
    return given
        ? Optional.empty()
        : Optional.of(Reply.error(401, "the API asks for its token: Authorization: Bearer TOKEN"));
  }
}
