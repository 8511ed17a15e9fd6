{{- define "evenkeel.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end }}

{{/* Labels by which parts find each other; they never change. Takes (dict "root" $ "part" "api"). */}}
{{- define "evenkeel.selector" -}}
app.kubernetes.io/name: evenkeel
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ .part | quote }}
{{- end }}

{{- define "evenkeel.labels" -}}
{{ include "evenkeel.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | quote }}
{{- end }}

{{- define "evenkeel.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end }}

{{/* Takes (dict "root" $ "name" NAME "key" KEY, and "optional" true when it may be missing). */}}
{{- define "evenkeel.secretVariable" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .root.Values.existingSecret | quote }}
      key: {{ .key }}
      {{- if .optional }}
      optional: true
      {{- end }}
{{- end }}

{{/* What every process reads. "database" names the key with the address of the database. */}}
{{- define "evenkeel.environment" -}}
{{ include "evenkeel.secretVariable" (dict "root" .root "name" "DATABASE_URL" "key" .database) }}
{{ include "evenkeel.secretVariable" (dict "root" .root "name" "REDIS_URL" "key" "REDIS_URL") }}
{{ include "evenkeel.secretVariable" (dict "root" .root "name" "EVENKEEL_SECRET" "key" "EVENKEEL_SECRET") }}
{{ include "evenkeel.secretVariable" (dict "root" .root "name" "SMTP_URL" "key" "SMTP_URL" "optional" true) }}
{{ include "evenkeel.secretVariable" (dict "root" .root "name" "FALLBACK_WEBHOOK_URL" "key" "FALLBACK_WEBHOOK_URL" "optional" true) }}
- name: BASE_URL
  value: {{ .root.Values.config.baseUrl | quote }}
- name: MAIL_FROM
  value: {{ .root.Values.config.mailFrom | quote }}
- name: LOG_LEVEL
  value: {{ .root.Values.config.logLevel | quote }}
- name: TRUSTED_PROXIES
  value: {{ .root.Values.config.trustedProxies | quote }}
{{- if .root.Values.config.backupRecipient }}
- name: EVENKEEL_BACKUP_RECIPIENT
  value: {{ .root.Values.config.backupRecipient | quote }}
{{- end }}
{{- if .root.Values.config.authorityConfigMap }}
- name: NODE_EXTRA_CA_CERTS
  value: /etc/evenkeel/ca.crt
{{- end }}
{{- end }}

{{- define "evenkeel.podSecurity" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "evenkeel.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- define "evenkeel.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if .Values.config.authorityConfigMap }}
- name: authority
  mountPath: /etc/evenkeel
  readOnly: true
{{- end }}
{{- end }}

{{- define "evenkeel.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
{{- if .Values.config.authorityConfigMap }}
- name: authority
  configMap:
    name: {{ .Values.config.authorityConfigMap | quote }}
{{- end }}
{{- end }}

{{/* Not two on one machine, nor in one zone, where there are others. */}}
{{- define "evenkeel.spread" -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "evenkeel.selector" $ | nindent 8 }}
  {{- end }}
{{- end }}
