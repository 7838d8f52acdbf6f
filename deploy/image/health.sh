# SPDX-FileCopyrightText: The Traceweir authors
# SPDX-License-Identifier: Apache-2.0
#
# bash health.sh PORT PATH: whether this host answers 200. For images without an HTTP client.
set -eu

exec 3<> "/dev/tcp/127.0.0.1/$1"
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
read -r -t 4 status <&3
case $status in
  'HTTP/1.1 200'*) ;;
  *) echo "$2: $status"; exit 1 ;;
esac
