# The proxy of the compose file. A copy of the program has none of the file capabilities of the original, so it starts with
# every capability dropped; the two folders belong to the user, so a new volume does too.
FROM caddy:2.10-alpine
RUN cp /usr/bin/caddy /usr/local/bin/caddy && chown -R 1000:1000 /data /config
COPY infra/proxy/Caddyfile /etc/caddy/Caddyfile
USER 1000:1000
EXPOSE 8080 8443
CMD ["/usr/local/bin/caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
