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

  /** This machine, or any one by its number, which no name server can change. */
  private static final Pattern SAFE_HOST =
      Pattern.compile(
          "(localhost|\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+])(:\\d{1,5})?",
          Pattern.CASE_INSENSITIVE);

  private final Configuration.Api settings;

  ApiGuard(Configuration.Api settings) {
    this.settings = settings;
  }

  /**
   * A page from elsewhere can make a browser ask this machine, also at a port that is published to
   * it alone, under a name of its own; it is told by that name, where no token keeps others out.
   */
  Optional<Reply> refuseHost(@Nullable String host) {
    boolean fine = settings.token() != null || (host != null && SAFE_HOST.matcher(host).matches());
    return fine
        ? Optional.empty()
        : Optional.of(
            Reply.error(
                403,
                "ask under the name localhost or by an IP address; for other names set http.token"));
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
